package dev.atrium.testkit.replay;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.testkit.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Sends the steps of one scenario, in order, and keeps the answers in the form of a recording.
public final class Player {
    private static final int LONGEST_CHAIN = 12;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307);

    private final Scenario scenario;
    private final Servers servers;
    private final FakeClock clock;
    private final Placeholders names;
    private final AnswerFacts facts;
    private final Captures captures;
    private final Map<String, Browser> browsers = new HashMap<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private Optional<Page> page = Optional.empty();
    private String here = "";

    /// @param clock that the servers run on; it is moved where the scenario waits
    public Player(Scenario scenario, Servers servers, FakeClock clock) {
        this.scenario = scenario;
        this.servers = servers;
        this.clock = clock;
        this.names = new Placeholders(scenario.literal(), fixed(servers), clock);
        this.facts = new AnswerFacts(names, new JsonFacts(names, new Tokens(this::keys)));
        this.captures = new Captures(scenario, servers);
    }

    private static Map<String, String> fixed(Servers servers) {
        Map<String, String> fixed = new LinkedHashMap<>();
        for (String name : new TreeSet<>(servers.bases().keySet())) {
            String base = servers.base(name);
            fixed.put(base, "${" + name + "}");
            fixed.putIfAbsent(
                    Addresses.origin(base),
                    name.equals("issuer") ? "${origin}" : "${" + name + " origin}");
        }
        return fixed;
    }

    /// The differences between the recording and what happened, less those that are allowed.
    public Outcome compare(List<JsonNode> recorded, List<Allowance> allowed) {
        scenario.steps().forEach(this::play);
        List<Exchange> clean =
                exchanges.stream()
                        .map(
                                exchange ->
                                        new Exchange(
                                                exchange.step(),
                                                exchange.hop(),
                                                Trees.reread(names.clean(exchange.response())),
                                                exchange.words()))
                        .toList();
        List<Allowance> all = new ArrayList<>(scenario.allowed());
        all.addAll(allowed);
        return Outcome.of(scenario.name(), Comparison.of(recorded, clean), all, clean);
    }

    private void play(Scenario.Step step) {
        try {
            clock.advance(Duration.ofMillis(Math.round(step.number("wait") * 1000)));
            if (step.part("grpc").isPresent()) {
                call(step);
            } else {
                send(step, request(step));
            }
        } catch (CannotPlay | IOException problem) {
            keep(
                    step,
                    1,
                    Trees.NEW.objectNode().put("unplayed", String.valueOf(problem.getMessage())));
        }
    }

    private void call(Scenario.Step step) {
        String address = servers.base("grpc").replaceFirst(".*://", "");
        JsonNode message = step.part("message").map(captures::fill).orElse(Trees.NEW.objectNode());
        GrpcCalls.Outcome outcome = new GrpcCalls(address).call(step.text("grpc", ""), message);
        outcome.message()
                .path("refreshTokens")
                .forEach(token -> names.name("refresh_id", token.path("id").asString()));
        ObjectNode response = Trees.NEW.objectNode().put("code", outcome.code());
        response.set("message", facts.message(outcome.message()));
        page = Optional.empty();
        captures.take(step, Json.write(outcome.message()));
        captures.generated(step).forEach((kind, value) -> names.name(kind, value));
        keep(step, 1, response);
    }

    private record Message(
            String method, String address, List<RawHttp.Header> headers, Optional<String> body) {}

    private Message request(Scenario.Step step) {
        List<RawHttp.Header> headers = new ArrayList<>();
        step.part("headers")
                .ifPresent(
                        given ->
                                given.properties()
                                        .forEach(
                                                header ->
                                                        headers.add(
                                                                new RawHttp.Header(
                                                                        header.getKey(),
                                                                        captures.fill(
                                                                                header.getValue()
                                                                                        .asString())))));
        step.part("basic")
                .ifPresent(
                        pair ->
                                headers.add(
                                        new RawHttp.Header(
                                                "Authorization", "Basic " + basic(pair))));
        if (step.method().isEmpty()) {
            return submission(step, headers);
        }
        String method = step.method().orElseThrow();
        String address = captures.fill(step.text(method, ""));
        if (!address.contains("://")) {
            address = servers.base(step.text("at", "issuer")) + address;
        }
        Optional<JsonNode> query = step.part("query");
        if (query.isPresent()) {
            address += "?" + encoded(query.orElseThrow());
        }
        Optional<String> body =
                step.part("form")
                        .map(this::encoded)
                        .or(() -> step.part("body").map(JsonNode::asString));
        return new Message(method.toUpperCase(Locale.ROOT), address, headers, body);
    }

    private Message submission(Scenario.Step step, List<RawHttp.Header> headers) {
        int number = (int) step.number("form_number");
        List<Page.Form> forms =
                page.map(Page::forms).orElse(List.of()).stream().filter(f -> !f.loose()).toList();
        if (number >= forms.size()) {
            throw new CannotPlay("the last page has no form " + number);
        }
        Page.Form form = forms.get(number);
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Page.Field field : form.fields()) {
            boolean sent = !Set.of("checkbox", "submit").contains(field.type());
            if (field.name().isPresent() && sent) {
                fields.put(field.name().orElseThrow(), List.of(field.value().orElse("")));
            }
        }
        step.part("submit")
                .ifPresent(
                        given ->
                                given.properties()
                                        .forEach(
                                                entry ->
                                                        fields.put(
                                                                entry.getKey(),
                                                                List.of(
                                                                        captures.fill(
                                                                                entry.getValue()
                                                                                        .asString())))));
        return new Message(
                form.method().toUpperCase(Locale.ROOT),
                form.action().isEmpty() ? here : Addresses.resolve(here, form.action()),
                headers,
                Optional.of(Parameters.of(fields).encode()));
    }

    private String basic(JsonNode pair) {
        String text =
                captures.fill(pair.get(0).asString()) + ":" + captures.fill(pair.get(1).asString());
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private String encoded(JsonNode given) {
        if (given.isString()) {
            return captures.fill(given.asString());
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        given.properties()
                .forEach(
                        entry -> {
                            List<String> all = new ArrayList<>();
                            if (entry.getValue().isArray()) {
                                entry.getValue()
                                        .forEach(one -> all.add(captures.fill(one.asString())));
                            } else {
                                all.add(captures.fill(entry.getValue().asString()));
                            }
                            values.put(entry.getKey(), all);
                        });
        return Parameters.of(values).encode();
    }

    private void send(Scenario.Step step, Message first) throws IOException {
        Message message = first;
        for (int hop = 1; hop < LONGEST_CHAIN; hop++) {
            RawHttp.Reply reply = exchange(step, message);
            String from = message.address();
            Optional<String> location =
                    reply.header("Location").map(address -> Addresses.resolve(from, address));
            keep(step, hop, describe(step, message, reply));
            boolean follow = step.flag("follow") && REDIRECTS.contains(reply.status());
            boolean last = location.map(a -> !a.startsWith(servers.issuer())).orElse(true);
            captures.take(step, reply, location, page, here, last || !step.flag("follow"));
            if (!follow || location.isEmpty() || !servers.serves(location.orElseThrow())) {
                return;
            }
            message = new Message("GET", location.orElseThrow(), List.of(), Optional.empty());
        }
    }

    private RawHttp.Reply exchange(Scenario.Step step, Message message) throws IOException {
        String path = Addresses.path(message.address());
        String query = Addresses.query(message.address());
        String target = path + (query.isEmpty() ? "" : "?" + query);
        Browser browser =
                browsers.computeIfAbsent(step.text("browser", "main"), _ -> new Browser());
        List<RawHttp.Header> headers = new ArrayList<>(message.headers());
        boolean typed = headers.stream().anyMatch(header -> header.name().equals("Content-Type"));
        if (message.body().isPresent() && !typed) {
            headers.add(new RawHttp.Header("Content-Type", "application/x-www-form-urlencoded"));
        }
        browser.header(path).ifPresent(all -> headers.add(new RawHttp.Header("Cookie", all)));
        String authority = Addresses.origin(message.address()).replaceFirst(".*://", "");
        int colon = authority.lastIndexOf(':');
        RawHttp.Reply reply =
                RawHttp.send(
                        authority.substring(0, colon),
                        Integer.parseInt(authority.substring(colon + 1)),
                        message.method(),
                        target.isEmpty() ? "/" : target,
                        headers,
                        message.body());
        reply.all("Set-Cookie").forEach(browser::store);
        here = message.address();
        return reply;
    }

    private ObjectNode describe(Scenario.Step step, Message message, RawHttp.Reply reply) {
        AnswerFacts.Reduced reduced =
                facts.reduce(reply, Addresses.parameters(message.body().orElse("")));
        page = reduced.page();
        ObjectNode data = reduced.data();
        if (step.flag("metrics")) {
            data.set("body", Trees.object("metrics", metrics(reply.text())));
        }
        if (step.flag("body_ignored")) {
            data.put("body", "${ignored}");
        }
        return data;
    }

    private static JsonNode metrics(String text) {
        Set<String> declared = new TreeSet<>();
        text.lines()
                .filter(line -> line.startsWith("# TYPE"))
                .forEach(line -> declared.add(line.split(" ", 4)[2]));
        var array = Trees.NEW.arrayNode();
        declared.forEach(array::add);
        return array;
    }

    private void keep(Scenario.Step step, int hop, JsonNode response) {
        exchanges.add(new Exchange(step.name(), hop, response, page.map(Page::words).orElse("")));
    }

    private JsonNode keys() {
        String issuer = servers.issuer();
        String authority = Addresses.origin(issuer).replaceFirst(".*://", "");
        int colon = authority.lastIndexOf(':');
        try {
            return Json.mapper()
                    .readTree(
                            RawHttp.send(
                                            authority.substring(0, colon),
                                            Integer.parseInt(authority.substring(colon + 1)),
                                            "GET",
                                            Addresses.path(issuer) + "/keys",
                                            List.of(),
                                            Optional.empty())
                                    .text());
        } catch (IOException unreachable) {
            throw new CannotPlay("the keys cannot be fetched: " + unreachable.getMessage());
        }
    }
}
