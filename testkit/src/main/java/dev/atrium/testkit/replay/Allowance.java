package dev.atrium.testkit.replay;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A difference that is intended.
///
/// @param scenario the one it belongs to; empty for all
/// @param step a pattern with `*` on the step's name
/// @param where the start of the part that differs; empty for every part
/// @param added whether only something that the recording lacks is allowed
/// @param expect what is answered instead; empty for anything
public record Allowance(
        String scenario,
        String step,
        String where,
        boolean added,
        Optional<JsonNode> expect,
        String reason) {

    static Allowance of(JsonNode entry) {
        return new Allowance(
                entry.path("scenario").asString(""),
                entry.path("step").asString("*"),
                entry.path("where").asString(""),
                entry.path("added").asBoolean(false),
                entry.has("expect") ? Optional.of(entry.path("expect")) : Optional.empty(),
                entry.path("reason").asString(""));
    }

    boolean covers(String playing, Difference difference) {
        return (scenario.isEmpty() || scenario.equals(playing))
                && glob().matcher(difference.step()).matches()
                && difference.where().startsWith(where)
                && (!added || difference.recorded().isNull())
                && expect.map(value -> Trees.equal(value, difference.replayed())).orElse(true);
    }

    private Pattern glob() {
        return Pattern.compile(
                Pattern.quote(step).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"));
    }
}
