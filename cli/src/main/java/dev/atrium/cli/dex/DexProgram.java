package dev.atrium.cli.dex;

import java.nio.file.Path;
import java.util.Optional;

/// What the `dex` command does. Each call gives the exit code.
public interface DexProgram {
    int serve(ServeOptions options);

    int version();

    /// Reads a password from standard input, or from the terminal without showing it, and prints
    /// its hash.
    int hashPassword(int cost);

    /// @param file the configuration file
    /// @param template whether `{{ getenv "X" }}` is filled in first, as the entry point of Dex's
    ///     image does
    /// @param printConfig prints what was read, without secrets, instead of serving
    record ServeOptions(
            Path file,
            Optional<String> webHttp,
            Optional<String> webHttps,
            Optional<String> telemetry,
            Optional<String> grpc,
            boolean template,
            boolean printConfig) {}
}
