package dev.atrium.oidc.pages;

import dev.atrium.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Style sheets and pictures of the pages: an operator's own folder first, then the built-in files.
public final class StaticFiles {
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";

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
        if (!name.matches(NAME) || name.length() > 200) {
            return Optional.empty();
        }
        return content(name).map(content -> Response.of(200, type(name), content));
    }

    private Optional<byte[]> content(String name) {
        try {
            Optional<Path> own =
                    folder.map(path -> path.resolve(name)).filter(Files::isRegularFile);
            if (own.isPresent()) {
                return Optional.of(Files.readAllBytes(own.orElseThrow()));
            }
            try (InputStream resource =
                    StaticFiles.class.getResourceAsStream(builtIn + "/" + name)) {
                return resource == null ? Optional.empty() : Optional.of(resource.readAllBytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
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
            default -> "application/octet-stream";
        };
    }
}
