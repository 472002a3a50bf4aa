package dev.atrium.membership.rest;

import dev.atrium.http.Response;
import java.nio.charset.StandardCharsets;

/// The envelope around a single object.
public record Data(Object data) {
    private static final byte[] START = "{\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "}".getBytes(StandardCharsets.US_ASCII);

    public static Response of(int status, Object object) {
        return Response.json(status, new Data(object));
    }

    public static Response of(int status, WrittenJson json) {
        return Response.of(
                status, "application/json", WrittenJson.of(START, json.bytes(), END).bytes());
    }
}
