package dev.atrium.membership.rest;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;

/// Where a page begins: after the row with this key, or backwards before it. Opaque to callers; one
/// that was made up
/// or belongs to another list is refused.
///
/// @param list the list it belongs to
/// @param key of the row at the edge of the page it was given with
record Cursor(String list, String key, boolean backwards, int pageSize) {

    String encode() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(this));
    }

    static Cursor decode(String text, String list) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(text);
            Cursor cursor =
                    Json.mapper().readValue(new String(json, StandardCharsets.UTF_8), Cursor.class);
            if (cursor != null
                    && list.equals(cursor.list)
                    && cursor.key != null
                    && cursor.key.indexOf('\0') < 0
                    && cursor.pageSize > 0
                    && cursor.pageSize <= Listing.LARGEST_PAGE) {
                return cursor;
            }
        } catch (IllegalArgumentException | JacksonException _) {
            // refused below, like a cursor of another list
        }
        throw new Problem.Invalid("cursor", "it is not a cursor of this list");
    }
}
