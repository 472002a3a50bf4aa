package dev.atrium.http;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.Problem;
import io.javalin.http.ContentTooLargeResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// One request as a handler sees it. Query and form are never mixed: a handler says which one it
/// reads.
public final class Request {
    private static final long LINGER = 16 << 20;

    private final Context context;
    private final String id;
    private final long bodyLimit;

    Request(Context context, String id, long bodyLimit) {
        this.context = context;
        this.id = id;
        this.bodyLimit = bodyLimit;
    }

    /// The id that logs and errors carry, so that a person can quote it.
    public String id() {
        return id;
    }

    public String method() {
        return context.method().name();
    }

    /// The path as it was sent, still encoded, without the query.
    public String path() {
        return context.req().getRequestURI();
    }

    /// A `{name}` segment of the route, decoded once.
    public String segment(String name) {
        return context.pathParam(name);
    }

    public String rawQuery() {
        String query = context.queryString();
        return query == null ? "" : query;
    }

    /// @throws Problem.Invalid when it cannot be decoded, or has a zero character
    public Parameters query() {
        if (rawQuery().contains("%00")) {
            throw new Problem.Invalid("query", "it has a zero character");
        }
        return parse("query", rawQuery());
    }

    /// The parameters of the body; empty unless it is `application/x-www-form-urlencoded`.
    ///
    /// @throws Problem.Invalid when it cannot be decoded
    public Parameters form() {
        return mediaType().equals("application/x-www-form-urlencoded")
                ? parse("body", text())
                : Parameters.EMPTY;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.header(name));
    }

    /// The last cookie of that name wins nothing: the first one counts, as RFC 6265 section 5.4
    /// sorts longer paths first.
    public Optional<String> cookie(String name) {
        return Optional.ofNullable(context.cookie(name));
    }

    /// The token of an `Authorization: Bearer` header; the scheme's case does not matter (RFC 9110
    /// section 11.1).
    public Optional<String> bearer() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(value -> value.substring(7).strip());
    }

    /// The media type without parameters, in lower case; empty text when there is none.
    public String mediaType() {
        String type = context.contentType();
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /// @throws Problem.TooLarge over the server's limit
    public byte[] body() {
        // Before a byte is read, so that the answer need not wait for what nobody takes.
        if (context.req().getContentLengthLong() > bodyLimit) {
            throw new Problem.TooLarge(bodyLimit);
        }
        try {
            return context.bodyAsBytes();
        } catch (ContentTooLargeResponse _) {
            throw new Problem.TooLarge(bodyLimit);
        }
    }

    /// Reads what is left of a body that nobody took, within measure. A connection that is closed
    /// over unread bytes is reset, and its caller loses the answer (RFC 9112 section 9.6).
    void drain() throws IOException {
        if (header("Expect").isPresent()) {
            return; // It has not sent the body yet, and need not.
        }
        InputStream rest = context.req().getInputStream();
        byte[] scrap = new byte[8192];
        for (long taken = 0; taken < LINGER; ) {
            int count = rest.read(scrap);
            if (count < 0) {
                return;
            }
            taken += count;
        }
    }

    public String text() {
        return new String(body(), StandardCharsets.UTF_8);
    }

    /// The body as JSON.
    ///
    /// @throws Problem.UnsupportedMediaType when it is declared as something else
    /// @throws Problem.Invalid when it is not JSON or not of that shape; the message never quotes
    ///     the body
    public <T> T json(Class<T> type) {
        String media = mediaType();
        if (!media.isEmpty() && !media.equals("application/json") && !media.endsWith("+json")) {
            throw new Problem.UnsupportedMediaType("application/json");
        }
        try {
            T value = Json.mapper().readValue(body(), type);
            if (value == null) {
                throw new Problem.Invalid("body", "expected a JSON object");
            }
            return value;
        } catch (JacksonException malformed) {
            throw new Problem.Invalid("body", place(malformed));
        }
    }

    private static String place(JacksonException malformed) {
        String where =
                malformed.getLocation() == null
                        ? ""
                        : " at line "
                                + malformed.getLocation().getLineNr()
                                + ", column "
                                + malformed.getLocation().getColumnNr();
        return "not the expected JSON" + where;
    }

    /// The address of the TCP peer: a proxy's address where there is one.
    public String peer() {
        return context.req().getRemoteAddr();
    }

    private static Parameters parse(String where, String encoded) {
        try {
            return Parameters.parse(encoded);
        } catch (IllegalArgumentException malformed) {
            throw new Problem.Invalid(where, "cannot be decoded: " + malformed.getMessage());
        }
    }
}
