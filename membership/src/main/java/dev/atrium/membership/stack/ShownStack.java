package dev.atrium.membership.stack;

import dev.atrium.kernel.Json;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.rest.WrittenJson;
import java.nio.charset.StandardCharsets;

/// A stack as its organization sees it: its own members as its row keeps them, with its address,
/// its region and its modules.
record ShownStack(StackId id, WrittenJson json) {
    private static final byte[] REGION = ascii(",\"region\":");
    private static final byte[] MODULES = ascii(",\"modules\":");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] END = ascii("}");

    /// The region that a stack is in.
    ///
    /// @param json as a stack shows it
    record Place(String baseUrl, byte[] json) {}

    /// @param members of the object, without braces
    /// @param modules a JSON array
    static ShownStack of(
            OrganizationId organization, StackId id, Place place, byte[] members, byte[] modules) {
        byte[] address =
                ascii("{\"uri\":" + Json.write(StackAddress.of(place.baseUrl(), organization, id)));
        return new ShownStack(
                id,
                WrittenJson.of(
                        address, REGION, place.json(), COMMA, members, MODULES, modules, END));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
