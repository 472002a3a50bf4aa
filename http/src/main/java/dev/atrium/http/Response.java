package dev.atrium.http;

import dev.atrium.kernel.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What is sent back, as a value. Headers keep their order; a name may occur several times.
public record Response(int status, List<Header> headers, Body body) {
    public Response {
        headers = List.copyOf(headers);
    }

    public record Header(String name, String value) {}

    public sealed interface Body {
        record Bytes(byte[] content) implements Body {}

        /// Written while it is produced, for answers that can grow.
        record Streamed(Writer writer) implements Body {}
    }

    @FunctionalInterface
    public interface Writer {
        void write(OutputStream out) throws IOException;
    }

    public static Response empty(int status) {
        return new Response(status, List.of(), new Body.Bytes(new byte[0]));
    }

    public static Response of(int status, String contentType, byte[] content) {
        return new Response(
                status, List.of(new Header("Content-Type", contentType)), new Body.Bytes(content));
    }

    public static Response json(int status, Object value) {
        return of(status, "application/json", Json.bytes(value));
    }

    public static Response html(int status, String page) {
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    public static Response text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    public static Response redirect(int status, String location) {
        return empty(status).header("Location", location);
    }

    public static Response stream(int status, String contentType, Writer writer) {
        return new Response(
                status,
                List.of(new Header("Content-Type", contentType)),
                new Body.Streamed(writer));
    }

    public Response header(String name, String value) {
        List<Header> all = new ArrayList<>(headers);
        all.add(new Header(name, value));
        return new Response(status, all, body);
    }

    public Response cookie(Cookie cookie) {
        return header("Set-Cookie", cookie.header());
    }
}
