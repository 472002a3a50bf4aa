package dev.atrium.cli.up;

/// Starts every part on this machine and stays until it is stopped.
public interface UpProgram {
    /// @return the exit code
    int up(UpOptions options);
}
