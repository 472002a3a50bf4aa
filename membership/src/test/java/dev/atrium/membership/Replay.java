package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.membership.access.Scope;
import dev.atrium.testkit.fctl.FctlClient;
import dev.atrium.testkit.fctl.Recording;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Sends what a client sent in its recorded sessions, in order, and tells where the answers differ.
/// Tokens are handed out by the test: how clients get theirs is the issuer's matter.
final class Replay {
    private static final String ORGANIZATION_SCOPES = "${organization_scopes}";

    private final TestServer server;
    private final Map<String, String> values = new LinkedHashMap<>();
    private Function<JsonNode, String> tokens = this::recorded;
    private Predicate<Recording.Exchange> taken = Recording.Exchange::toMembership;
    private Predicate<String> stub = _ -> false;
    private IntConsumer before = _ -> {};

    Replay(TestServer server) {
        this.server = server;
        values.put("membership", server.url("/api"));
    }

    /// Objects that the recording names and that the test has made under the same ids.
    Replay knowing(String... names) {
        for (String name : names) {
            values.put(name, name);
        }
        return this;
    }

    Replay with(String name, String value) {
        values.put(name, value);
        return this;
    }

    /// @param token for what the recording says of one
    Replay tokens(Function<JsonNode, String> token) {
        tokens = token;
        return this;
    }

    /// @param exchange whether it is sent, of those that are not tampered with
    Replay taking(Predicate<Recording.Exchange> exchange) {
        taken = exchange;
        return this;
    }

    /// @param differences where the recorded stub said something else than the API
    Replay allowing(Pattern differences) {
        stub = difference -> differences.matcher(difference).matches();
        return this;
    }

    /// @param line what happens before the line of that number
    Replay before(IntConsumer line) {
        before = line;
        return this;
    }

    /// @param atLeast how many requests there are at least
    void play(String name, int atLeast) {
        FctlClient client = new FctlClient(values, tokens, new NobodyWaits());
        List<String> differences = new ArrayList<>();
        int sent = 0;
        for (Recording.Line line : Recording.of(name).lines()) {
            before.accept(line.number());
            for (Recording.Exchange exchange : line.exchanges()) {
                if (!line.tampered() && taken.test(exchange)) {
                    sent++;
                    differences.addAll(differences(client, name, line, exchange));
                }
            }
        }
        assertThat(differences).isEmpty();
        assertThat(sent).isGreaterThanOrEqualTo(atLeast);
    }

    private List<String> differences(
            FctlClient client, String name, Recording.Line line, Recording.Exchange exchange) {
        String place =
                name
                        + " "
                        + line.number()
                        + " ("
                        + line.command()
                        + "): "
                        + exchange.method()
                        + " "
                        + exchange.path()
                        + ": ";
        return client.replay(exchange).stream()
                .filter(stub.negate())
                .map(difference -> place + difference)
                .toList();
    }

    /// A token of the recorded kind and scopes.
    private String recorded(JsonNode bearer) {
        String organization = bearer.path("organization_id").asString("");
        return switch (bearer.path("token").asString("")) {
            case "${root_token}" -> server.root("user");
            case "${client_token}" -> server.client("client", organization, scopes(bearer));
            default -> server.bound("user", organization, scopes(bearer));
        };
    }

    /// Those of the recorded token. The long list of fctl's tokens is every scope of organizations
    /// but the one that it has no command for.
    private static Scope[] scopes(JsonNode bearer) {
        String recorded = bearer.path("scope").asString("");
        return recorded.equals(ORGANIZATION_SCOPES)
                ? Arrays.stream(Scope.values())
                        .filter(scope -> scope.label().startsWith("organization:"))
                        .filter(scope -> scope != Scope.ORGANIZATION_UPDATE_FEATURES)
                        .toArray(Scope[]::new)
                : Arrays.stream(recorded.split(" ", -1))
                        .map(Scope::of)
                        .flatMap(Optional::stream)
                        .toArray(Scope[]::new);
    }

    private static final class NobodyWaits implements FctlClient.Waiting {
        @Override
        public void polls() {
            throw new IllegalStateException("no device waits here");
        }

        @Override
        public void approve(String userCode) {
            throw new IllegalStateException("no device waits here");
        }

        @Override
        public void deny(String userCode) {
            throw new IllegalStateException("no device waits here");
        }
    }
}
