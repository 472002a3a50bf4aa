package dev.atrium.server.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// Which build this is, as the build wrote it down.
public final class Version {
    private static final Properties BUILD = read();

    private Version() {}

    public static String current() {
        return "v" + BUILD.getProperty("version", "0.0.0");
    }

    /// When the sources were last changed, ISO 8601.
    public static String date() {
        return BUILD.getProperty("date", "unknown");
    }

    public static String commit() {
        return BUILD.getProperty("commit", "unknown");
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("/build.properties")) {
            if (in != null) {
                properties.load(in);
            }
            return properties;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
