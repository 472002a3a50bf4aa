package dev.atrium.membership.settings;

import java.util.Locale;

/// A setting with one name in three places: `--some-name`, `SOME_NAME` and this table.
///
/// @param fallback the value when it is not given; empty for none
public record Flag(String name, Kind kind, String fallback, String help) {
    public enum Kind {
        TEXT,
        SECRET,
        URL,
        PATH,
        SWITCH,
        WHOLE,
        DURATION,
        LIST,
        ADDRESS
    }

    public String environment() {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /// How messages call it: both spellings, since the reader may have used either.
    public String shown() {
        return "--" + name + " (" + environment() + ")";
    }
}
