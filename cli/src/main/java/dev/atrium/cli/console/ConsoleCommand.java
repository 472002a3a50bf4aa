package dev.atrium.cli.console;

import picocli.CommandLine.Command;

/// Reads the arguments of `portal` and `console`.
@Command(
        mixinStandardHelpOptions = true,
        description = {
            "A browser application of the control plane.",
            "Configured by REDIRECT_URI, MEMBERSHIP_URL_API, MEMBERSHIP_CLIENT_ID, MEMBERSHIP_CLIENT_SECRET,",
            "COOKIE_SECRET, POSTGRES_URI, PORTAL_UI, APPS_CONSOLE_V3, HTTP_ADDR and TELEMETRY_ADDR."
        })
public final class ConsoleCommand {
    private final String app;
    private final ConsoleProgram program;

    public ConsoleCommand(String app, ConsoleProgram program) {
        this.app = app;
        this.program = program;
    }

    @Command(
            name = "serve",
            mixinStandardHelpOptions = true,
            description = "Serves the application.")
    int serve() {
        return program.serve(app);
    }
}
