package dev.atrium.membership.rest;

import dev.atrium.http.Request;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The members of a JSON body, read one by one, so that each complaint names its own. A member that
/// is null counts as absent, except for [#names].
public final class Fields {
    private final JsonNode body;

    private Fields(JsonNode body) {
        this.body = body;
    }

    /// @throws Problem.Invalid unless the body is a JSON object
    public static Fields of(Request request) {
        JsonNode body = request.json(JsonNode.class);
        if (!body.isObject()) {
            throw new Problem.Invalid("body", "expected a JSON object");
        }
        return new Fields(body);
    }

    /// The same where the body may be missing, which says as much as an empty object.
    public static Fields orNone(Request request) {
        return request.body().length == 0
                ? new Fields(Json.mapper().createObjectNode())
                : of(request);
    }

    /// Whether the member is there, if only as null.
    public boolean names(String field) {
        return body.has(field);
    }

    /// A text that says something, without the space around it.
    ///
    /// @param most characters
    public String needed(String field, int most) {
        return text(field, most)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new Problem.Invalid(field, "is required"));
    }

    /// A text as it was written.
    ///
    /// @param most characters
    public Optional<String> text(String field, int most) {
        return value(field).map(value -> text(field, value, most));
    }

    public List<String> texts(String field, int most) {
        JsonNode all = value(field).orElseThrow(() -> new Problem.Invalid(field, "is required"));
        if (!all.isArray()) {
            throw new Problem.Invalid(field, "expected a list of texts");
        }
        List<String> found = new ArrayList<>();
        all.forEach(value -> found.add(text(field, value, most)));
        return found;
    }

    public Optional<Long> number(String field) {
        return value(field)
                .map(
                        value -> {
                            if (!value.isIntegralNumber() || !value.canConvertToLong()) {
                                throw new Problem.Invalid(field, "expected a whole number");
                            }
                            return value.asLong();
                        });
    }

    public Optional<Boolean> flag(String field) {
        return value(field)
                .map(
                        value -> {
                            if (!value.isBoolean()) {
                                throw new Problem.Invalid(field, "expected true or false");
                            }
                            return value.asBoolean();
                        });
    }

    private Optional<JsonNode> value(String field) {
        return Optional.ofNullable(body.get(field)).filter(value -> !value.isNull());
    }

    private static String text(String field, JsonNode value, int most) {
        if (!value.isString()) {
            throw new Problem.Invalid(field, "expected a text");
        }
        String text = value.asString();
        if (text.length() > most) {
            throw new Problem.Invalid(field, "is longer than " + most + " characters");
        }
        // PostgreSQL keeps no text with this character.
        if (text.indexOf('\0') >= 0) {
            throw new Problem.Invalid(field, "holds a character that cannot be stored");
        }
        return text;
    }
}
