package dev.atrium.server;

import dev.atrium.cli.dex.DexCommand;
import dev.atrium.server.program.Dex;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;

/// The one entry point: the first argument names the program.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.getenv()));
    }

    static int run(String[] arguments, Map<String, String> environment) {
        String program = arguments.length == 0 ? "" : arguments[0];
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        return switch (program) {
            case "dex" -> dex(environment).execute(rest);
            default -> {
                System.err.println("usage: atrium up|membership|dex|portal|console ...");
                yield 2;
            }
        };
    }

    private static CommandLine dex(Map<String, String> environment) {
        return new CommandLine(new DexCommand(new Dex(environment, System.out, System.err)));
    }
}
