package dev.atrium.cli.membership;

import dev.atrium.cli.command.Commands;
import dev.atrium.cli.command.Failures;
import dev.atrium.cli.configuration.ConfigurationCommands;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.settings.Flag;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.storage.Migrations;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The tree of `membership`. Every flag of the settings' table is a flag here, and an environment
/// variable for whoever sets none. Exit codes: 0 done, 1 failed, 2 the command line or a setting
/// cannot be read.
public final class MembershipCommand {
    private final Supplier<MembershipProgram> program;
    private final Build build;
    private final Commands commands;
    private final Supplier<Terminal> terminal;
    private final PrintStream output;
    private final PrintStream errors;

    /// @param program made when a command needs it, since `version` and `--help` do not
    public MembershipCommand(
            Supplier<MembershipProgram> program,
            Build build,
            Map<String, String> environment,
            Supplier<Terminal> terminal,
            PrintStream output,
            PrintStream errors) {
        this.program = program;
        this.build = build;
        this.commands = new Commands(environment, output, errors);
        this.terminal = terminal;
        this.output = output;
        this.errors = errors;
    }

    /// @return the exit code
    public int run(String... arguments) {
        Failures failures = new Failures(List.of(arguments), output, errors);
        CommandLine line = tree();
        line.setOut(new PrintWriter(output, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler((refused, _) -> failures.unreadable(refused));
        line.setExecutionExceptionHandler((failure, _, _) -> failures.failed(failure));
        line.setUnmatchedOptionsArePositionalParams(false);
        line.setAbbreviatedOptionsAllowed(false);
        line.setAbbreviatedSubcommandsAllowed(false);
        int code = line.execute(arguments);
        line.getOut().flush();
        line.getErr().flush();
        return code;
    }

    private CommandLine tree() {
        CommandSpec root = commands.group("membership", "The control plane's management API");
        root.addSubcommand(
                "serve", command("Serve the API and the issuer", Flags.serve(), this::serve));
        root.addSubcommand(
                "version", command("Print version, date and commit", List.of(), _ -> version()));
        CommandSpec migrations = commands.group("migrations", "Migrations of the database schema");
        migrations.addSubcommand(
                "up", command("Apply what is pending", Flags.migrations(), this::migrate));
        migrations.addSubcommand(
                "status",
                command("Show what is applied and pending", Flags.migrations(), this::status));
        migrations.addSubcommand(
                "list", command("The same as status", Flags.migrations(), this::status));
        migrations.addSubcommand(
                "version",
                command("Print the latest applied", Flags.migrations(), this::schemaVersion));
        CommandSpec storage = commands.group("storage", "The database");
        storage.addSubcommand("migrations", migrations);
        root.addSubcommand("storage", storage);
        CommandSpec admin = commands.group("admin", "What only the operator may do");
        admin.addSubcommand(
                "wizard",
                command(
                        "Create users, organizations, regions and stacks, asked for or from a file",
                        Flags.wizard(),
                        this::wizard));
        CommandSpec user = commands.group("user", "Accounts");
        user.addSubcommand("link", new UserLink(commands, program, output).command());
        admin.addSubcommand("user", user);
        root.addSubcommand("admin", admin);
        root.addSubcommand("gc", collectors());
        root.addSubcommand(
                "configuration",
                new ConfigurationCommands(commands, program, terminal, output, errors).tree());
        root.addSubcommand("help", new CommandLine(new CommandLine.HelpCommand()));
        return new CommandLine(root);
    }

    /// Alone it does what it did before there were several.
    private CommandSpec collectors() {
        CommandSpec gc =
                command(
                        "Remove what has expired; alone the same as auth-token",
                        Flags.migrations(),
                        this::collectTokens);
        gc.addSubcommand(
                "auth-token",
                command(
                        "Remove expired tokens, codes and sessions",
                        Flags.migrations(),
                        this::collectTokens));
        gc.addSubcommand(
                "invitation-expired",
                command(
                        "Cancel invitations that nobody answered in time",
                        Flags.migrations(),
                        this::collectInvitations));
        return gc;
    }

    private int collectTokens(MembershipSettings settings) {
        settings.storage().requiredUri();
        output.println("Removed " + program.get().collectTokens(settings) + " expired rows.");
        return 0;
    }

    private int collectInvitations(MembershipSettings settings) {
        settings.storage().requiredUri();
        output.println(
                "Cancelled "
                        + program.get().collectInvitations(settings)
                        + " expired invitations.");
        return 0;
    }

    private CommandSpec command(
            String description, List<Flag> flags, ToIntFunction<MembershipSettings> work) {
        return commands.command(
                description, flags, List.of(), (settings, _) -> work.applyAsInt(settings));
    }

    private int serve(MembershipSettings settings) {
        return program.get().serve(settings);
    }

    private int version() {
        output.println("Version: " + build.version());
        output.println("Date: " + build.date());
        output.println("Commit: " + build.commit());
        return 0;
    }

    private int migrate(MembershipSettings settings) {
        settings.storage().requiredUri();
        int applied = program.get().migrate(settings);
        output.println(
                applied == 0
                        ? "The schema is up to date."
                        : "Applied " + applied + (applied == 1 ? " migration." : " migrations."));
        return 0;
    }

    private int status(MembershipSettings settings) {
        return show(
                settings,
                migration ->
                        (migration.applied() ? "applied  " : "pending  ")
                                + migration.version()
                                + "  "
                                + migration.description());
    }

    private int show(MembershipSettings settings, Function<Migrations.Migration, String> line) {
        settings.storage().requiredUri();
        program.get().migrations(settings).forEach(found -> output.println(line.apply(found)));
        return 0;
    }

    private int schemaVersion(MembershipSettings settings) {
        settings.storage().requiredUri();
        output.println(
                program.get().migrations(settings).stream()
                        .filter(Migrations.Migration::applied)
                        .map(Migrations.Migration::version)
                        .reduce("none", (_, later) -> later));
        return 0;
    }

    private int wizard(MembershipSettings settings) {
        settings.storage().requiredUri();
        return program.get().wizard(settings, terminal.get());
    }
}
