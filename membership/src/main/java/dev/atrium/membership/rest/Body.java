package dev.atrium.membership.rest;

import dev.atrium.http.Request;
import dev.atrium.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The members of a request's JSON object, each read as exactly the type that it has to have: a
/// number is no text here. A member that is null counts as absent, and so does every member of a
/// body that is empty or null.
public final class Body {
    private final JsonNode object;

    private Body(JsonNode object) {
        this.object = object;
    }

    /// @throws Problem.Invalid unless it is a JSON object, null or empty
    public static Body of(Request request) {
        if (request.body().length == 0) {
            return new Body(JsonNodeFactory.instance.objectNode());
        }
        JsonNode body = request.json(JsonNode.class);
        if (body.isNull()) {
            // fctl 2 says so where its command has nothing to say.
            return new Body(JsonNodeFactory.instance.objectNode());
        }
        if (!body.isObject()) {
            throw new Problem.Invalid("body", "expected a JSON object");
        }
        return new Body(body);
    }

    public boolean has(String member) {
        return present(member).isPresent();
    }

    /// @throws Problem.Invalid when it is absent, no text or longer than `longest` characters
    public String text(String member, int longest) {
        return optionalText(member, longest)
                .orElseThrow(() -> new Problem.Invalid(member, "it is missing"));
    }

    public Optional<String> optionalText(String member, int longest) {
        return present(member).map(value -> text(member, value, longest));
    }

    /// Whether the member is there, if only as null.
    public boolean names(String member) {
        return object.has(member);
    }

    /// A text that says something, without the space around it.
    ///
    /// @throws Problem.Invalid when it is absent, blank, no text or longer than `longest`
    ///     characters
    public String words(String member, int longest) {
        String words = Blank.strip(text(member, longest));
        if (words.isEmpty()) {
            throw new Problem.Invalid(member, "it is empty");
        }
        return words;
    }

    /// A text that matches, as it is.
    ///
    /// @param expected what the text had to be, for the person to read
    /// @throws Problem.Invalid when it is absent, does not match, is no text or longer than
    ///     `longest` characters
    public String matching(String member, int longest, Pattern shape, String expected) {
        String text = text(member, longest);
        if (!shape.matcher(text).matches()) {
            throw new Problem.Invalid(member, "expected " + expected);
        }
        return text;
    }

    /// @throws Problem.Invalid unless it is a list of texts with `longest` characters at most
    public List<String> list(String member, int longest) {
        JsonNode all =
                present(member).orElseThrow(() -> new Problem.Invalid(member, "it is missing"));
        if (!all.isArray()) {
            throw new Problem.Invalid(member, "expected a list of texts");
        }
        List<String> texts = new ArrayList<>();
        all.forEach(value -> texts.add(text(member, value, longest)));
        return texts;
    }

    public Optional<Boolean> optionalSwitch(String member) {
        return present(member)
                .map(
                        value -> {
                            if (!value.isBoolean()) {
                                throw new Problem.Invalid(member, "expected true or false");
                            }
                            return value.booleanValue();
                        });
    }

    /// @throws Problem.Invalid unless it is a whole number
    public Optional<Long> optionalNumber(String member) {
        return present(member)
                .map(
                        value -> {
                            // JSON has one kind of number: 5.0 is as whole as 5.
                            if (!value.canConvertToExactIntegral() || !value.canConvertToLong()) {
                                throw new Problem.Invalid(member, "expected a whole number");
                            }
                            return value.longValue();
                        });
    }

    /// An object whose members are texts, in their order.
    ///
    /// @param most how many members, and how many characters a name may have
    public Optional<Map<String, String>> optionalTexts(String member, int most, int longest) {
        return present(member).map(value -> texts(member, value, most, longest));
    }

    private static Map<String, String> texts(String member, JsonNode value, int most, int longest) {
        if (!value.isObject()) {
            throw new Problem.Invalid(member, "expected an object of texts");
        }
        if (value.size() > most) {
            throw new Problem.Invalid(member, "it has more than " + most + " entries");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        value.properties()
                .forEach(
                        entry ->
                                texts.put(
                                        storable(member, entry.getKey(), longest),
                                        text(member, entry.getValue(), longest)));
        return texts;
    }

    private Optional<JsonNode> present(String member) {
        JsonNode value = object.get(member);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    private static String text(String member, JsonNode value, int longest) {
        if (!value.isString()) {
            throw new Problem.Invalid(member, "expected a text");
        }
        return storable(member, value.asString(), longest);
    }

    /// PostgreSQL keeps neither a zero character nor half of a surrogate pair.
    private static String storable(String member, String text, int longest) {
        if (text.codePointCount(0, text.length()) > longest) {
            throw new Problem.Invalid(member, "it is longer than " + longest + " characters");
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new Problem.Invalid(member, "it has characters that cannot be stored");
        }
        return text;
    }
}
