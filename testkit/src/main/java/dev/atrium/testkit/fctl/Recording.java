package dev.atrium.testkit.fctl;

import dev.atrium.kernel.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// One recorded session of fctl or another released client: commands in their order, each with its
/// requests and answers.
///
/// @param name of the file, such as `login`
public record Recording(String name, List<Line> lines) {
    public Recording {
        lines = List.copyOf(lines);
    }

    /// A command as it was typed.
    ///
    /// @param tampered whether the server that was recorded answered, or was set, otherwise than it
    ///     should
    public record Line(int number, String command, boolean tampered, List<Exchange> exchanges) {
        public Line {
            exchanges = List.copyOf(exchanges);
        }
    }

    public record Exchange(JsonNode request, JsonNode response) {
        public String method() {
            return request.path("method").asString("");
        }

        /// With placeholders.
        public String url() {
            return request.path("url").asString("");
        }

        public int status() {
            return response.path("status").asInt();
        }

        /// Whether it goes to Membership and not to a stack.
        public boolean toMembership() {
            return url().startsWith("${membership}");
        }

        /// The path below the membership URL.
        public String path() {
            return url().replace("${membership}", "");
        }
    }

    /// @param name of a session of fctl, or with its folder one of another client's, such as
    ///     `terraform/stack`
    public static Recording of(String name) {
        String path = name.contains("/") ? name : "fctl/" + name;
        String resource = "/recordings/" + path + ".jsonl";
        try (InputStream stream = Recording.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no recording " + resource);
            }
            List<Line> lines = new ArrayList<>();
            for (String text :
                    new String(stream.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (!text.isBlank()) {
                    lines.add(line(lines.size() + 1, Json.mapper().readTree(text)));
                }
            }
            return new Recording(name, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Line line(int number, JsonNode node) {
        List<String> words = new ArrayList<>();
        node.path("command").forEach(word -> words.add(word.asString("")));
        List<Exchange> exchanges =
                StreamSupport.stream(node.path("exchanges").spliterator(), false)
                        .map(each -> new Exchange(each.path("request"), each.path("response")))
                        .toList();
        return new Line(number, String.join(" ", words), !node.path("server").isEmpty(), exchanges);
    }
}
