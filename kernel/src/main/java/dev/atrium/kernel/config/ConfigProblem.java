package dev.atrium.kernel.config;

/// A configuration value that cannot be used. The message names the file, the line and the key.
public final class ConfigProblem extends RuntimeException {
    public ConfigProblem(String message) {
        super(message, null, false, false);
    }

    public ConfigProblem(ConfigNode at, String reason) {
        this(at.where() + ": " + reason);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
