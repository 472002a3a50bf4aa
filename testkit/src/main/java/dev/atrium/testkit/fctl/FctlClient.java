package dev.atrium.testkit.fctl;

import dev.atrium.kernel.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Sends recorded requests: method, path, query, headers and form fields as they were, empty ones
/// included and in their order, with the placeholders filled in. Values that an answer brings under
/// a placeholder, such as a device code, are used from then on.
public final class FctlClient {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[a-z_0-9]+}");

    /// Numbers on the wire, although a recording holds a name for them.
    private static final Pattern NUMBER =
            Pattern.compile("\"(\\$\\{(?:policy|scope)(?:_\\d+)?})\"");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> values;
    private final Function<JsonNode, String> tokens;
    private final Waiting waiting;

    /// What happens to a device code that the client waits for.
    public interface Waiting {
        /// Before each poll: the client has waited for its interval.
        void polls();

        /// A person opens the verification page and approves.
        void approve(String userCode);

        /// A person opens the verification page and refuses.
        void deny(String userCode);
    }

    /// @param values of placeholders, names without `${}`; `membership` must be among them
    /// @param tokens gives a token of the recorded kind, by the recorded `bearer`, its placeholders
    ///     filled in
    public FctlClient(
            Map<String, String> values, Function<JsonNode, String> tokens, Waiting waiting) {
        this.values = new HashMap<>(values);
        this.tokens = tokens;
        this.waiting = waiting;
    }

    public record Answer(int status, String contentType, String body) {}

    /// A placeholder's present value.
    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("nothing is known for ${" + name + "}");
        }
        return value;
    }

    /// Sends one exchange and compares the answer.
    ///
    /// @return one sentence for each difference
    public List<String> replay(Recording.Exchange exchange) {
        String grant = exchange.request().path("form").path("grant_type").asString("");
        if (grant.endsWith("device_code")) {
            waiting.polls();
            if (exchange.status() == 200) {
                waiting.approve(value("user_code"));
            } else if (error(exchange).equals("access_denied")) {
                waiting.deny(value("user_code"));
            }
        }
        Answer answer = send(exchange);
        List<String> differences = new ArrayList<>();
        if (answer.status() != exchange.status()) {
            differences.add(
                    "status "
                            + answer.status()
                            + ", recorded "
                            + exchange.status()
                            + ": "
                            + answer.body());
            if (!succeeded(answer.status()) || !succeeded(exchange.status())) {
                return differences;
            }
        }
        String type = exchange.response().path("content_type").asString("");
        if (!answer.contentType().split(";", 2)[0].equals(type)) {
            differences.add("content type " + answer.contentType() + ", recorded " + type);
        }
        JsonNode recorded = exchange.response().path("json");
        if (!recorded.isMissingNode() && !recorded.isNull()) {
            JsonNode actual = Json.mapper().readTree(answer.body());
            differences.addAll(Shape.differences(recorded, actual));
            capture(recorded, actual);
            if (recorded.has("error") && !recorded.get("error").equals(actual.get("error"))) {
                differences.add(
                        "error " + actual.get("error") + ", recorded " + recorded.get("error"));
            }
        }
        return differences;
    }

    private static boolean succeeded(int status) {
        return status / 100 == 2;
    }

    private static String error(Recording.Exchange exchange) {
        return exchange.response().path("json").path("error").asString("");
    }

    private Answer send(Recording.Exchange exchange) {
        JsonNode request = exchange.request();
        String url = fill(exchange.url());
        String query = encode(request.path("query"));
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(query.isEmpty() ? url : url + "?" + query))
                        .method(exchange.method(), body(request));
        request.path("headers")
                .properties()
                .forEach(header -> builder.header(header.getKey(), header.getValue().asString("")));
        if (request.has("basic")) {
            String pair =
                    request.path("basic").path("user").asString("")
                            + ":"
                            + request.path("basic").path("password").asString("");
            builder.header(
                    "Authorization",
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        if (request.has("bearer")) {
            JsonNode bearer = Json.mapper().readTree(fill(Json.write(request.path("bearer"))));
            builder.header("Authorization", "Bearer " + tokens.apply(bearer));
        }
        try {
            HttpResponse<String> response =
                    http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body());
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private HttpRequest.BodyPublisher body(JsonNode request) {
        if (request.has("form")) {
            return HttpRequest.BodyPublishers.ofString(encode(request.path("form")));
        }
        return request.has("json")
                ? HttpRequest.BodyPublishers.ofString(
                        fill(NUMBER.matcher(Json.write(request.path("json"))).replaceAll("$1")))
                : HttpRequest.BodyPublishers.noBody();
    }

    private String encode(JsonNode pairs) {
        List<String> encoded = new ArrayList<>();
        pairs.properties()
                .forEach(
                        pair ->
                                encoded.add(
                                        URLEncoder.encode(pair.getKey(), StandardCharsets.UTF_8)
                                                + "="
                                                + URLEncoder.encode(
                                                        fill(pair.getValue().asString("")),
                                                        StandardCharsets.UTF_8)));
        return String.join("&", encoded);
    }

    private String fill(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        found -> {
                            String name = found.group();
                            return Matcher.quoteReplacement(
                                    values.getOrDefault(
                                            name.substring(2, name.length() - 1), name));
                        });
    }

    /// Remembers what stands where the recording has a placeholder and nothing else.
    private void capture(JsonNode recorded, JsonNode actual) {
        recorded.properties()
                .forEach(
                        member -> {
                            String text = member.getValue().asString("");
                            JsonNode value = actual.path(member.getKey());
                            if (value.isObject()) {
                                capture(member.getValue(), value);
                            }
                            if (PLACEHOLDER.matcher(text).matches()
                                    && (value.isString() || value.isNumber())) {
                                values.put(text.substring(2, text.length() - 1), value.asString());
                            }
                        });
    }
}
