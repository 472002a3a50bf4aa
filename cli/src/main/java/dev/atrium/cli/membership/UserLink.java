package dev.atrium.cli.membership;

import dev.atrium.cli.command.Commands;
import dev.atrium.cli.configuration.Answer;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.person.Linking;
import dev.atrium.membership.settings.Flags;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `membership admin user link`: says by hand who somebody is.
final class UserLink {
    private static final String CONNECTOR = "--connector";
    private static final String SUBJECT = "--subject";
    private static final String ISSUER = "--issuer";
    private static final String UNSEEN = "--unseen-connector";
    private static final String JSON = "--json";
    private static final String ACCOUNT = "<id|email>";

    private final Commands commands;
    private final Supplier<MembershipProgram> program;
    private final PrintStream output;

    UserLink(Commands commands, Supplier<MembershipProgram> program, PrintStream output) {
        this.commands = commands;
        this.program = program;
        this.output = output;
    }

    CommandSpec command() {
        return commands.command(
                "Let somebody whom a provider names log in to an account, administrators included",
                Flags.linking(),
                List.of(
                        PositionalParamSpec.builder()
                                .index("0")
                                .arity("0..1")
                                .type(String.class)
                                .paramLabel(ACCOUNT)
                                .description("The account")
                                .build(),
                        text(SUBJECT, "Their user id at the connector, else the provider's sub")
                                .required(true)
                                .build(),
                        text(
                                        CONNECTOR,
                                        "Connector of the provider, or one of the configuration file"
                                                + " (none: the provider does not say)")
                                .build(),
                        text(ISSUER, "The provider (none: RP_ISSUER)").build(),
                        toggle(UNSEEN, "Accept a connector by which nobody has logged in yet"),
                        toggle(JSON, "Print one JSON document")),
                this::link);
    }

    private static OptionSpec.Builder text(String name, String description) {
        return OptionSpec.builder(name).type(String.class).arity("1").description(description);
    }

    private static OptionSpec toggle(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0..1")
                .fallbackValue("true")
                .description(description)
                .build();
    }

    private int link(MembershipSettings settings, ParseResult given) {
        String account = given.matchedPositionalValue(0, "").strip();
        if (account.isEmpty()) {
            throw new ConfigProblem(ACCOUNT + ": is required");
        }
        String subject = given.matchedOptionValue(SUBJECT, "").strip();
        if (subject.isEmpty()) {
            throw new ConfigProblem(SUBJECT + ": is required");
        }
        Linking.Name name =
                Linking.Name.of(
                        settings.login(),
                        Optional.of(given.matchedOptionValue(ISSUER, "").strip())
                                .filter(issuer -> !issuer.isEmpty()),
                        given.matchedOptionValue(CONNECTOR, "").strip(),
                        subject);
        settings.storage().requiredUri();
        Answer answer =
                program.get()
                        .link(
                                settings,
                                (inventory, linking) -> {
                                    UserId user = inventory.user(account).id();
                                    return shown(
                                            user,
                                            name,
                                            linking.link(
                                                    user,
                                                    name,
                                                    given.matchedOptionValue(UNSEEN, false)));
                                });
        if (given.matchedOptionValue(JSON, false)) {
            output.println(Json.write(answer.document()));
        } else {
            answer.lines().forEach(output::println);
        }
        return 0;
    }

    private static Answer shown(UserId user, Linking.Name name, Linking.Linked linked) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("userId", user.value());
        document.put("issuer", name.issuer());
        document.put("connector", name.connector());
        document.put("subject", name.subject());
        document.put("linked", linked.changed());
        linked.before().ifPresent(before -> document.put("previousUserId", before.value()));
        String person = name.subject() + " at " + name.issuer();
        return new Answer(
                document,
                List.of(
                        !linked.changed()
                                ? "User " + user + " is " + person + " already."
                                : "User "
                                        + user
                                        + " is now "
                                        + person
                                        + linked.before()
                                                .map(before -> ", who was user " + before + ".")
                                                .orElse(".")),
                List.of());
    }
}
