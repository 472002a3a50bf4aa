package dev.atrium.cli.configuration;

import dev.atrium.cli.command.Commands;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.wizard.Prompts;
import dev.atrium.membership.wizard.Terminal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The tree of `membership configuration`. Each kind of object has its commands below its own name,
/// and the same ones with the verb first. On a terminal, what is missing is asked for; a script,
/// `--json` and `--yes` are never asked anything.
public final class ConfigurationCommands {
    private static final String JSON = "--json";
    private static final String YES = "--yes";
    private static final List<Noun> NOUNS =
            List.of(Regions.noun(), Organizations.noun(), Users.noun(), Stacks.noun());

    private final Commands commands;
    private final Supplier<? extends ConfigurationProgram> program;
    private final Supplier<Terminal> terminal;
    private final PrintStream output;
    private final PrintStream errors;

    public ConfigurationCommands(
            Commands commands,
            Supplier<? extends ConfigurationProgram> program,
            Supplier<Terminal> terminal,
            PrintStream output,
            PrintStream errors) {
        this.commands = commands;
        this.program = program;
        this.terminal = terminal;
        this.output = output;
        this.errors = errors;
    }

    public CommandSpec tree() {
        CommandSpec root =
                commands.group(
                        "configuration", "Regions, organizations, users and stacks, one by one");
        root.addSubcommand("check", check().aliases("check-db", "ping"));
        CommandSpec database = commands.group("database", "The database");
        database.addSubcommand("check", check());
        root.addSubcommand("database", database);
        root.addSubcommand(
                "init",
                command(
                        "Create a region, an organization, a user and a stack",
                        Init.FLAGS,
                        List.of(),
                        (settings, given) -> configure(settings, Init.FLAGS, given, Init::run)));
        Map<String, CommandSpec> verbs = new LinkedHashMap<>();
        for (Noun noun : NOUNS) {
            CommandSpec group = commands.group(noun.name(), "Commands for " + noun.name() + "s");
            leaves(noun)
                    .forEach(
                            (verb, leaf) -> {
                                group.addSubcommand(verb, leaf);
                            });
            root.addSubcommand(noun.name(), group.aliases(synonyms(noun)));
            leaves(noun)
                    .forEach(
                            (verb, leaf) ->
                                    verbs.computeIfAbsent(verb, this::verbFirst)
                                            .addSubcommand(
                                                    noun.name(), leaf.aliases(synonyms(noun))));
        }
        verbs.forEach(root::addSubcommand);
        return root;
    }

    private static String[] synonyms(Noun noun) {
        return noun.synonyms().toArray(String[]::new);
    }

    private CommandSpec verbFirst(String verb) {
        return commands.group(verb, "The same as KIND " + verb);
    }

    private Map<String, CommandSpec> leaves(Noun noun) {
        Map<String, CommandSpec> leaves = new LinkedHashMap<>();
        leaves.put(
                "create",
                command(
                        "Create a " + noun.name() + ", unless it is there already",
                        noun.creating(),
                        List.of(),
                        (settings, given) ->
                                configure(settings, noun.creating(), given, noun.deeds()::create)));
        leaves.put(
                "list",
                command(
                        "List the " + noun.name() + "s",
                        noun.finding(),
                        List.of(),
                        (settings, given) ->
                                answer(
                                        settings,
                                        given,
                                        in ->
                                                noun.deeds()
                                                        .list(
                                                                in,
                                                                Given.of(noun.finding(), given)))));
        leaves.put(
                "show",
                command(
                        "Show a " + noun.name(),
                        noun.finding(),
                        List.of(id(noun)),
                        (settings, given) ->
                                answer(
                                        settings,
                                        given,
                                        in ->
                                                noun.deeds()
                                                        .show(
                                                                in,
                                                                id(noun, given),
                                                                Given.of(noun.finding(), given)))));
        leaves.put(
                "delete",
                command(
                        "Delete a " + noun.name(),
                        noun.deleting(),
                        List.of(id(noun)),
                        (settings, given) -> delete(settings, noun, given)));
        return leaves;
    }

    private static PositionalParamSpec id(Noun noun) {
        return PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .type(String.class)
                .paramLabel(noun.id())
                .description("Which one")
                .build();
    }

    private static String id(Noun noun, ParseResult parsed) {
        String id = parsed.matchedPositionalValue(0, "");
        if (id.isBlank()) {
            throw new ConfigProblem(noun.id() + ": is required");
        }
        return id;
    }

    private CommandSpec command(
            String description,
            List<ObjectFlag> flags,
            List<PositionalParamSpec> positions,
            Commands.Work work) {
        List<ArgSpec> own = new ArrayList<>(positions);
        flags.forEach(flag -> own.add(flag.option()));
        own.add(toggle(JSON, "Print one JSON document"));
        own.add(toggle(YES, "Ask nothing"));
        return commands.command(description, Flags.configuration(), own, work);
    }

    private static OptionSpec toggle(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0..1")
                .fallbackValue("true")
                .description(description)
                .build();
    }

    private CommandSpec check() {
        return command(
                "Check the connection to the database",
                List.of(),
                List.of(),
                (settings, given) -> {
                    settings.storage().requiredUri();
                    return tell(checked(program.get().check(settings)), given);
                });
    }

    private static Answer checked(ConfigurationProgram.Health health) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", "ok");
        document.put("version", health.server());
        document.put("migrated", health.migrated());
        health.migration().ifPresent(version -> document.put("migration", version));
        return Answer.of(
                document,
                List.of(
                        "Database connection OK",
                        "PostgreSQL " + health.server(),
                        "Migration "
                                + health.migration().orElse("none")
                                + (health.migrated()
                                        ? ", none pending"
                                        : ", others pending: run membership storage migrations"
                                                + " up")));
    }

    @FunctionalInterface
    private interface Deed {
        Answer run(ConfigurationProgram.Installation in, Given given);
    }

    private int configure(
            MembershipSettings settings, List<ObjectFlag> flags, ParseResult parsed, Deed deed) {
        settings.storage().requiredUri();
        Given given = Given.of(flags, parsed);
        if (given.incomplete()) {
            if (!mayAsk(parsed)) {
                throw given.refused();
            }
            Prompts prompts = new Prompts(terminal.get());
            given = given.asked(prompts);
            if (!prompts.yes("Create it?", true)) {
                return 1;
            }
        }
        Given complete = given;
        return answer(settings, parsed, in -> deed.run(in, complete));
    }

    private int delete(MembershipSettings settings, Noun noun, ParseResult parsed) {
        String id = id(noun, parsed);
        if (mayAsk(parsed)
                && !new Prompts(terminal.get())
                        .yes("Delete " + noun.name() + " " + id + "?", false)) {
            return 1;
        }
        return answer(
                settings,
                parsed,
                in -> noun.deeds().delete(in, id, Given.of(noun.deleting(), parsed)));
    }

    private boolean mayAsk(ParseResult parsed) {
        return !on(parsed, JSON) && !on(parsed, YES) && terminal.get().interactive();
    }

    private static boolean on(ParseResult parsed, String toggle) {
        return parsed.matchedOptionValue(toggle, false);
    }

    private int answer(
            MembershipSettings settings,
            ParseResult parsed,
            Function<ConfigurationProgram.Installation, Answer> work) {
        settings.storage().requiredUri();
        return tell(program.get().configure(settings, work), parsed);
    }

    private int tell(Answer answer, ParseResult parsed) {
        answer.warnings().forEach(line -> errors.println("warning: " + line));
        if (on(parsed, JSON)) {
            output.println(Json.write(answer.document()));
        } else {
            answer.lines().forEach(output::println);
        }
        return 0;
    }
}
