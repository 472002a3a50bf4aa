package dev.atrium.dex.config;

import dev.atrium.kernel.config.ConfigNode;

/// A configuration that Dex would not start with. The message begins with the words that Dex uses
/// and ends with the place in the file, where there is one.
public final class DexConfigException extends RuntimeException {
    /// What the process ends with, for every message.
    public static final int EXIT_CODE = 2;

    DexConfigException(String message) {
        super(message, null, false, false);
    }

    DexConfigException(String message, ConfigNode at) {
        this(message + " (" + at.where() + ")");
    }

    /// For a value that cannot be bound to its key.
    static DexConfigException binding(String reason, ConfigNode at) {
        return new DexConfigException(
                "error unmarshalling config file " + at.place().file() + ": " + reason, at);
    }

    /// For what fails once the file itself is accepted, such as a missing page directory.
    public static DexConfigException server(String reason) {
        return new DexConfigException("failed to initialize server: " + reason);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
