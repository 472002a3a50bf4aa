package dev.atrium.cli.membership;

import dev.atrium.kernel.NearestName;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.settings.Flag;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.storage.Migrations;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The tree of `membership`. Every flag of the settings' table is a flag here, and an environment
/// variable for whoever sets none. Exit codes: 0 done, 1 failed, 2 the command line or a setting
/// cannot be read.
public final class MembershipCommand {
    private static final String PRINT_CONFIG = "--print-config";

    private final Supplier<MembershipProgram> program;
    private final Build build;
    private final Map<String, String> environment;
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
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
        this.output = output;
        this.errors = errors;
    }

    /// @return the exit code
    public int run(String... arguments) {
        CommandLine line = tree();
        line.setOut(new PrintWriter(output, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8));
        line.setParameterExceptionHandler(this::refuse);
        line.setExecutionExceptionHandler((failure, _, _) -> failed(failure));
        line.setUnmatchedOptionsArePositionalParams(false);
        line.setAbbreviatedOptionsAllowed(false);
        line.setAbbreviatedSubcommandsAllowed(false);
        int code = line.execute(arguments);
        line.getOut().flush();
        line.getErr().flush();
        return code;
    }

    private CommandLine tree() {
        CommandSpec root = group("membership", "The control plane's management API");
        root.addSubcommand(
                "serve", command("Serve the API and the issuer", Flags.serve(), this::serve));
        root.addSubcommand(
                "version", command("Print version, date and commit", List.of(), _ -> version()));
        CommandSpec migrations = group("migrations", "Migrations of the database schema");
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
        CommandSpec storage = group("storage", "The database");
        storage.addSubcommand("migrations", migrations);
        root.addSubcommand("storage", storage);
        CommandSpec admin = group("admin", "First steps of an installation");
        admin.addSubcommand(
                "wizard",
                command(
                        "Create users, organizations, regions and stacks, asked for or from a file",
                        Flags.wizard(),
                        this::wizard));
        root.addSubcommand("admin", admin);
        root.addSubcommand("gc", collectors());
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
                "Cancelled " + program.get().collectInvitations(settings) + " expired invitations.");
        return 0;
    }

    /// A word that only leads to others; alone it shows them.
    private CommandSpec group(String name, String description) {
        CommandSpec[] self = new CommandSpec[1];
        self[0] =
                CommandSpec.wrapWithoutInspection(
                        (java.util.concurrent.Callable<Integer>)
                                () -> {
                                    self[0].commandLine().usage(output);
                                    return 0;
                                });
        return self[0].name(name)
                .mixinStandardHelpOptions(false)
                .addOption(help())
                .usageMessage(new CommandLine.Model.UsageMessageSpec().description(description));
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .arity("0")
                .type(boolean.class)
                .description("Show this help")
                .build();
    }

    @FunctionalInterface
    private interface Work {
        int run(MembershipSettings settings) throws Exception;
    }

    private CommandSpec command(String description, List<Flag> flags, Work work) {
        CommandSpec[] self = new CommandSpec[1];
        self[0] =
                CommandSpec.wrapWithoutInspection(
                        (java.util.concurrent.Callable<Integer>)
                                () -> execute(self[0].commandLine().getParseResult(), flags, work));
        self[0].addOption(help())
                .usageMessage(new CommandLine.Model.UsageMessageSpec().description(description));
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

    private static OptionSpec option(Flag flag) {
        OptionSpec.Builder option =
                OptionSpec.builder("--" + flag.name())
                        .type(String.class)
                        .paramLabel(
                                "<" + flag.kind().name().toLowerCase(java.util.Locale.ROOT) + ">")
                        .description(
                                flag.help()
                                        + " ("
                                        + flag.environment()
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
        return work.run(settings);
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

    private int failed(Exception failure) {
        errors.println("membership: " + failure.getMessage());
        return failure instanceof ConfigProblem
                        || failure instanceof MembershipSettings.MissingSetting
                ? 2
                : 1;
    }

    private int refuse(CommandLine.ParameterException refused, String[] arguments) {
        CommandLine line = refused.getCommandLine();
        String message = refused.getMessage();
        if (refused instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            String name = word.split("=", 2)[0];
            List<String> known =
                    name.startsWith("-")
                            ? List.copyOf(line.getCommandSpec().optionsMap().keySet())
                            : List.copyOf(line.getSubcommands().keySet());
            message =
                    (name.startsWith("-") ? "unknown flag " : "unknown command ")
                            + name
                            + NearestName.of(name, known)
                                    .map(nearest -> ", did you mean " + nearest + "?")
                                    .orElse("");
        }
        errors.println(line.getCommandSpec().qualifiedName() + ": " + message);
        errors.println("Try " + line.getCommandSpec().qualifiedName() + " --help");
        return 2;
    }
}
