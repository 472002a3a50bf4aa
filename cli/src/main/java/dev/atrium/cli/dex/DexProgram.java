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

    /// Takes over the state of a Dex into the database that POSTGRES_URI names.
    int takeOver(ImportOptions options);

    /// @param file Dex's configuration file, whose `storage` says where its state is
    /// @param from another place: `postgresql://…`, `mysql://…`, a SQLite file, or a file or folder
    ///     of Kubernetes objects
    /// @param template whether `{{ getenv "X" }}` is filled in first
    /// @param again whether it is wanted although something was taken over before
    record ImportOptions(Path file, Optional<String> from, boolean template, boolean again) {}

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
