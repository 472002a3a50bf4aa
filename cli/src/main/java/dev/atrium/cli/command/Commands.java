package dev.atrium.cli.command;

import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.settings.Flag;
import dev.atrium.membership.settings.SettingsBinder;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/// Makes groups and commands. Every flag of the settings that a command takes is a flag of it, and
/// an environment variable for whoever sets none.
public final class Commands {
    private static final String PRINT_CONFIG = "--print-config";

    private final Map<String, String> environment;
    private final PrintStream output;
    private final PrintStream errors;

    public Commands(Map<String, String> environment, PrintStream output, PrintStream errors) {
        this.environment = Map.copyOf(environment);
        this.output = output;
        this.errors = errors;
    }

    /// A word that only leads to others; alone it shows them.
    public CommandSpec group(String name, String description) {
        CommandSpec[] self = new CommandSpec[1];
        self[0] =
                CommandSpec.wrapWithoutInspection(
                        (Callable<Integer>)
                                () -> {
                                    self[0].commandLine().usage(output);
                                    return 0;
                                });
        return self[0].name(name)
                .mixinStandardHelpOptions(false)
                .addOption(help())
                .usageMessage(new UsageMessageSpec().description(description));
    }

    /// What a command does with its settings.
    @FunctionalInterface
    public interface Work {
        int run(MembershipSettings settings, ParseResult given) throws Exception;
    }

    /// @param flags of the settings
    /// @param own what the command takes besides, which no environment variable sets
    public CommandSpec command(
            String description, List<Flag> flags, List<? extends ArgSpec> own, Work work) {
        CommandSpec[] self = new CommandSpec[1];
        self[0] =
                CommandSpec.wrapWithoutInspection(
                        (Callable<Integer>)
                                () -> execute(self[0].commandLine().getParseResult(), flags, work));
        self[0].addOption(help()).usageMessage(new UsageMessageSpec().description(description));
        own.forEach(self[0]::add);
        if (!flags.isEmpty()) {
            self[0].addOption(
                    OptionSpec.builder(PRINT_CONFIG)
                            .arity("0")
                            .type(boolean.class)
                            .description("Print the settings without secrets and stop")
                            .build());
        }
        flags.forEach(flag -> self[0].addOption(option(flag)));
        return self[0];
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .arity("0")
                .type(boolean.class)
                .description("Show this help")
                .build();
    }

    private static OptionSpec option(Flag flag) {
        OptionSpec.Builder option =
                OptionSpec.builder("--" + flag.name())
                        .type(String.class)
                        .paramLabel("<" + flag.kind().name().toLowerCase(Locale.ROOT) + ">")
                        .description(
                                flag.help()
                                        + " ("
                                        + flag.environment()
                                        + (flag.kind() == Flag.Kind.SECRET
                                                ? ", or the file " + flag.environment() + "_FILE"
                                                : "")
                                        + (flag.fallback().isEmpty()
                                                ? ")"
                                                : "; default " + flag.fallback() + ")"));
        return flag.kind() == Flag.Kind.SWITCH
                ? option.arity("0..1").fallbackValue("true").build()
                : option.arity("1").build();
    }

    private int execute(ParseResult parsed, List<Flag> flags, Work work) throws Exception {
        Map<String, String> given = new HashMap<>();
        for (Flag flag : flags) {
            String value = parsed.matchedOptionValue("--" + flag.name(), "");
            if (!value.isBlank()) {
                given.put(flag.name(), value);
            }
        }
        MembershipSettings settings = new SettingsBinder(environment).bind(flags, given);
        if (parsed.hasMatchedOption(PRINT_CONFIG)) {
            settings.printable().forEach((name, value) -> output.println(name + "=" + value));
            return 0;
        }
        settings.file().warnings().forEach(line -> errors.println("warning: " + line));
        return work.run(settings, parsed);
    }
}
