package dev.atrium.testkit.replay;

import tools.jackson.databind.JsonNode;

/// One answer as it was replayed.
///
/// @param hop counts from 1 along followed redirects
/// @param words what can be read on the page, for comparing wording
record Exchange(String step, int hop, JsonNode response, String words) {
    String place() {
        return place(step, hop);
    }

    static String place(String step, int hop) {
        return step + "\0" + hop;
    }
}
