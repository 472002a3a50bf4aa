package dev.atrium.server;

import dev.atrium.cli.console.ConsoleCommand;
import dev.atrium.cli.dex.DexCommand;
import dev.atrium.cli.membership.Build;
import dev.atrium.cli.membership.MembershipCommand;
import dev.atrium.cli.membership.ProcessTerminal;
import dev.atrium.cli.up.UpCommand;
import dev.atrium.server.program.Applications;
import dev.atrium.server.program.Dex;
import dev.atrium.server.program.Membership;
import dev.atrium.server.program.Stop;
import dev.atrium.server.program.Version;
import dev.atrium.server.up.Up;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;

/// The one entry point: the first argument names the program.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        int code = run(arguments, System.getenv());
        // After a signal the JVM is already ending and waits for this thread, which another exit
        // would block until that wait times out.
        if (code != Stop.STOPPED) {
            System.exit(code);
        }
    }

    static int run(String[] arguments, Map<String, String> environment) {
        String program = arguments.length == 0 ? "" : arguments[0];
        String[] rest =
                arguments.length == 0
                        ? arguments
                        : Arrays.copyOfRange(arguments, 1, arguments.length);
        return switch (program) {
            case "up" -> new CommandLine(new UpCommand(up(environment))).execute(rest);
            case "train" -> new CommandLine(new UpCommand(up(environment)::train)).execute(rest);
            case "membership" -> membership(environment).run(rest);
            case "dex" ->
                    new CommandLine(new DexCommand(new Dex(environment, System.out, System.err)))
                            .execute(rest);
            case "portal", "console" ->
                    new CommandLine(
                                    new ConsoleCommand(
                                            program, new Applications(environment, System.err)))
                            .setCommandName(program)
                            .execute(rest);
            default -> {
                System.err.println("usage: atrium up|membership|dex|portal|console ...");
                yield 2;
            }
        };
    }

    private static Up up(Map<String, String> environment) {
        return new Up(environment, System.out, System.err);
    }

    private static MembershipCommand membership(Map<String, String> environment) {
        return new MembershipCommand(
                () -> new Membership(environment),
                new Build(Version.current(), Version.date(), Version.commit()),
                environment,
                ProcessTerminal::open,
                System.out,
                System.err);
    }
}
