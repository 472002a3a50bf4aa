package dev.atrium.membership.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atrium.kernel.Json;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Something that happened, on its way to one receiver.
///
/// @param id the same for every receiver and every attempt, so that they can tell a repetition
/// @param seq its number in the audit log
public record Event(
        String id,
        long seq,
        Optional<String> organization,
        Optional<String> stack,
        String user,
        String action,
        Instant date,
        JsonNode data) {

    /// The envelope that programs of the family read.
    private record Envelope(
            @JsonProperty("idempotency_key") String idempotencyKey,
            Instant date,
            String app,
            String version,
            String type,
            Payload payload) {}

    private record Payload(
            String seq,
            @Nullable String organizationId,
            @Nullable String stackId,
            String userId,
            JsonNode data) {}

    public byte[] json() {
        return Json.bytes(
                new Envelope(
                        id,
                        date,
                        "membership",
                        "v1",
                        action,
                        new Payload(
                                Long.toString(seq),
                                organization.orElse(null),
                                stack.orElse(null),
                                user,
                                data)));
    }
}
