package dev.atrium.membership.rest;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers a list. Without `pageSize` and `cursor` it is whole and written as it is read, so that
/// its length costs no memory; with either it is a page, whose bounds stand next to `data`, where
/// clients that do not know them do not look.
///
/// @param name what its cursors belong to
/// @param rows reads at most `limit` rows whose key is greater than `after`, in the order of the
///     key
/// @param backwards the same before the key and in the opposite order, for lists that page back
/// @param key of a row
/// @param wire what a row looks like outside: a value, or JSON that is written already
public record Listing<T>(
        String name,
        Rows<T> rows,
        Optional<Rows<T>> backwards,
        Function<T, String> key,
        Function<T, Object> wire) {
    static final int LARGEST_PAGE = 1_000;
    private static final int CHUNK = 500;
    private static final byte[] START = "{\"data\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OPEN = "[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] COMMA = ",".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "]".getBytes(StandardCharsets.UTF_8);

    @FunctionalInterface
    public interface Rows<T> {
        List<T> read(String after, int limit);

        /// Rows whose key is a number.
        ///
        /// @param start what stands before the first one
        static <T> Rows<T> numbered(long start, Numbered<T> rows) {
            return (after, limit) -> rows.read(after.isEmpty() ? start : number(after), limit);
        }

        private static long number(String key) {
            try {
                return Long.parseLong(key);
            } catch (NumberFormatException _) {
                throw Cursor.foreign();
            }
        }
    }

    @FunctionalInterface
    public interface Numbered<T> {
        List<T> read(long after, int limit);
    }

    /// What stands beside the rows of a page.
    private record Bounds(
            int pageSize, boolean hasMore, @Nullable String previous, @Nullable String next) {}

    /// A list that pages forwards only.
    public Listing(String name, Rows<T> rows, Function<T, String> key, Function<T, Object> wire) {
        this(name, rows, Optional.empty(), key, wire);
    }

    public Response answer(Request request) {
        Optional<String> cursor = request.query().first("cursor").filter(text -> !text.isEmpty());
        Optional<Integer> size = pageSize(request);
        if (cursor.isEmpty() && size.isEmpty()) {
            return whole();
        }
        return Response.of(200, "application/json", page(cursor, size).bytes());
    }

    /// A page inside `data`, for the lists that clients expect that way; they are never whole.
    public Response nested(Request request, int usualSize) {
        return nested(request, usualSize, Optional.empty());
    }

    /// @param beside members of every page beside its bounds
    public Response nested(Request request, int usualSize, Optional<Record> beside) {
        Optional<String> cursor = request.query().first("cursor").filter(text -> !text.isEmpty());
        WrittenJson page =
                page(
                        cursor,
                        pageSize(request)
                                .or(
                                        () ->
                                                cursor.isPresent()
                                                        ? Optional.empty()
                                                        : Optional.of(usualSize)));
        return Data.of(200, beside.map(members -> with(page, members)).orElse(page));
    }

    private static WrittenJson with(WrittenJson page, Record beside) {
        byte[] rest = Json.bytes(beside);
        // Its members follow the page's in the same object.
        rest[0] = ',';
        return WrittenJson.of(Arrays.copyOf(page.bytes(), page.bytes().length - 1), rest);
    }

    private WrittenJson page(Optional<String> cursor, Optional<Integer> size) {
        Optional<Cursor> start = cursor.map(text -> Cursor.decode(text, name));
        // fctl repeats its usual page size beside a cursor of another one, which is meant.
        int limit = start.map(Cursor::pageSize).or(() -> size).orElse(CHUNK);
        if (start.isPresent() && start.orElseThrow().backwards()) {
            return back(start.orElseThrow(), limit);
        }
        List<T> read = rows.read(start.map(Cursor::key).orElse(""), limit + 1);
        boolean more = read.size() > limit;
        return page(more ? read.subList(0, limit) : read, limit, start.isPresent(), more);
    }

    private WrittenJson back(Cursor start, int limit) {
        Rows<T> reader = backwards.orElseThrow(Cursor::foreign);
        List<T> read = reader.read(start.key(), limit + 1);
        boolean earlier = read.size() > limit;
        List<T> shown = (earlier ? read.subList(0, limit) : read).reversed();
        return page(shown, limit, earlier, true);
    }

    private WrittenJson page(List<T> shown, int limit, boolean earlier, boolean later) {
        boolean goesBack = earlier && backwards.isPresent() && !shown.isEmpty();
        Bounds bounds =
                new Bounds(
                        limit,
                        later,
                        goesBack
                                ? new Cursor(name, key.apply(shown.getFirst()), true, limit)
                                        .encode()
                                : null,
                        later && !shown.isEmpty()
                                ? new Cursor(name, key.apply(shown.getLast()), false, limit)
                                        .encode()
                                : null);
        byte[] rest = Json.bytes(bounds);
        // Its members follow the rows in the same object.
        rest[0] = ',';
        return WrittenJson.of(START, rows(shown), END, rest);
    }

    private byte[] rows(List<T> shown) {
        List<byte[]> parts = new ArrayList<>();
        for (T row : shown) {
            if (!parts.isEmpty()) {
                parts.add(COMMA);
            }
            parts.add(json(row));
        }
        return WrittenJson.of(parts.toArray(byte[][]::new)).bytes();
    }

    private byte[] json(T row) {
        Object shown = wire.apply(row);
        return shown instanceof WrittenJson written ? written.bytes() : Json.bytes(shown);
    }

    private Response whole() {
        // The first rows are read before the answer begins, so that a failure is still a failure.
        List<T> first = rows.read("", CHUNK);
        if (first.size() < CHUNK) {
            return Data.of(200, WrittenJson.of(OPEN, rows(first), END));
        }
        return Response.stream(200, "application/json", out -> write(out, first));
    }

    private void write(OutputStream out, List<T> first) throws IOException {
        out.write(START);
        List<T> chunk = first;
        boolean comma = false;
        while (!chunk.isEmpty()) {
            for (T row : chunk) {
                if (comma) {
                    out.write(COMMA);
                }
                out.write(json(row));
                comma = true;
            }
            chunk = chunk.size() < CHUNK ? List.of() : rows.read(key.apply(chunk.getLast()), CHUNK);
        }
        out.write("]}".getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Integer> pageSize(Request request) {
        return request.query()
                .first("pageSize")
                .filter(text -> !text.isEmpty())
                .map(
                        text -> {
                            try {
                                int size = Integer.parseInt(text);
                                if (size >= 1 && size <= LARGEST_PAGE) {
                                    return size;
                                }
                            } catch (NumberFormatException _) {
                                // refused below, like a number out of range
                            }
                            throw new Problem.Invalid(
                                    "pageSize",
                                    "\"" + text + "\" is not a number from 1 to " + LARGEST_PAGE);
                        });
    }
}
