package dev.atrium.oidc.pages;

import dev.atrium.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Style sheets and pictures of the pages: an operator's own folder first, then the built-in files.
public final class StaticFiles {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private final Optional<Path> folder;
    private final String builtIn;

    /// @param folder whose files win
    /// @param builtIn a folder beside this class, such as `static`
    public StaticFiles(Optional<Path> folder, String builtIn) {
        this.folder = folder;
        this.builtIn = builtIn;
    }

    /// @param name below the folder; anything that could leave it is not found
    public Optional<Response> find(String name) {
        return find(name, Optional.empty());
    }

    /// @param since the header `If-Modified-Since`; a file of the operator's that did not change
    ///     since then is not sent again (RFC 9110 section 13.1.3)
    public Optional<Response> find(String name, Optional<String> since) {
        if (!name.matches(NAME) || name.length() > 200) {
            return Optional.empty();
        }
        try {
            Optional<Path> own =
                    folder.map(path -> path.resolve(name)).filter(Files::isRegularFile);
            return own.isPresent()
                    ? Optional.of(own(own.orElseThrow(), type(name), since))
                    : builtIn(name).map(content -> Response.of(200, type(name), content));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Response own(Path file, String type, Optional<String> since) throws IOException {
        Instant changed =
                Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        Response response =
                since.flatMap(StaticFiles::date)
                                .filter(known -> !changed.isAfter(known))
                                .isPresent()
                        ? Response.empty(304)
                        : Response.of(200, type, Files.readAllBytes(file));
        return response.header("Last-Modified", DATE.format(changed));
    }

    private static Optional<Instant> date(String header) {
        try {
            return Optional.of(DATE.parse(header, Instant::from));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> builtIn(String name) throws IOException {
        try (InputStream resource = StaticFiles.class.getResourceAsStream(builtIn + "/" + name)) {
            return resource == null ? Optional.empty() : Optional.of(resource.readAllBytes());
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "css" -> "text/css; charset=utf-8";
            case "js" -> "text/javascript; charset=utf-8";
            case "svg" -> "image/svg+xml";
            case "png" -> "image/png";
            case "ico" -> "image/x-icon";
            case "jpg", "jpeg" -> "image/jpeg";
            case "gif" -> "image/gif";
            case "webp" -> "image/webp";
            case "woff2" -> "font/woff2";
            case "woff" -> "font/woff";
            case "ttf" -> "font/ttf";
            case "txt" -> "text/plain; charset=utf-8";
            case "json" -> "application/json";
            case "html" -> "text/html; charset=utf-8";
            case "pdf" -> "application/pdf";
            default -> "application/octet-stream";
        };
    }
}
