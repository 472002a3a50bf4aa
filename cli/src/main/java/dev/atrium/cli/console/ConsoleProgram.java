package dev.atrium.cli.console;

/// Runs one of the two browser applications.
public interface ConsoleProgram {
    /// @param app `portal` or `console`
    /// @return the exit code
    int serve(String app);
}
