package dev.atrium.cli.membership;

import dev.atrium.membership.wizard.Terminal;
import java.io.BufferedReader;
import java.io.Console;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The terminal of this process.
public final class ProcessTerminal {
    private ProcessTerminal() {}

    /// Without a terminal there may be no console at all.
    public static Terminal open() {
        return new Terminal(
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                System.out,
                System.err,
                Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent());
    }
}
