package dev.atrium.testkit.replay;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// One answer as it was replayed.
///
/// @param hop counts from 1 along followed redirects
/// @param words what can be read on the page, for comparing wording
public record Exchange(String step, int hop, JsonNode response, String words) {
    boolean is(JsonNode expected) {
        JsonNode location = response.path("headers").path("Location");
        return agrees(expected, "status", response.path("status"))
                && agrees(expected, "location", location)
                && agrees(expected, "body", response.path("body"))
                && words.toLowerCase(Locale.ROOT)
                        .contains(expected.path("words").asString("").toLowerCase(Locale.ROOT));
    }

    private static boolean agrees(JsonNode expected, String member, JsonNode actual) {
        return !expected.has(member) || Trees.equal(expected.path(member), actual);
    }

    String place() {
        return place(step, hop);
    }

    static String place(String step, int hop) {
        return step + "\0" + hop;
    }
}
