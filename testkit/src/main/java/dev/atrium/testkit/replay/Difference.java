package dev.atrium.testkit.replay;

import tools.jackson.databind.JsonNode;

/// One part of one answer that is not as recorded.
public record Difference(String step, int hop, String where, JsonNode recorded, JsonNode replayed) {
    @Override
    public String toString() {
        return "step \""
                + step
                + "\" hop "
                + hop
                + ", "
                + where
                + "\n    expected: "
                + recorded
                + "\n    actual:   "
                + replayed;
    }
}
