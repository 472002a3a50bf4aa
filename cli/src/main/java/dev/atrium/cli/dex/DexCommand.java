package dev.atrium.cli.dex;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Reads the arguments of `dex`.
@Command(
        name = "dex",
        mixinStandardHelpOptions = true,
        description = "The OpenID Connect provider that reads Dex's configuration.")
public final class DexCommand {
    private final DexProgram program;

    public DexCommand(DexProgram program) {
        this.program = program;
    }

    @Command(
            name = "serve",
            mixinStandardHelpOptions = true,
            description = "Serves the provider that the configuration file describes.")
    int serve(
            @Parameters(paramLabel = "FILE", description = "The configuration file.") Path file,
            @Option(
                            names = "--web-http-addr",
                            paramLabel = "ADDR",
                            description = "Overrides web.http.")
                    @Nullable String webHttp,
            @Option(
                            names = "--web-https-addr",
                            paramLabel = "ADDR",
                            description = "Overrides web.https.")
                    @Nullable String webHttps,
            @Option(
                            names = "--telemetry-addr",
                            paramLabel = "ADDR",
                            description = "Overrides telemetry.http.")
                    @Nullable String telemetry,
            @Option(
                            names = "--grpc-addr",
                            paramLabel = "ADDR",
                            description = "Overrides grpc.addr.")
                    @Nullable String grpc,
            @Option(names = "--template", description = "Fills in {{ getenv \"X\" }} first.")
                    boolean template,
            @Option(
                            names = "--print-config",
                            description = "Prints what was read, without secrets, and stops.")
                    boolean printConfig) {
        return program.serve(
                new DexProgram.ServeOptions(
                        file,
                        Optional.ofNullable(webHttp),
                        Optional.ofNullable(webHttps),
                        Optional.ofNullable(telemetry),
                        Optional.ofNullable(grpc),
                        template,
                        printConfig));
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Takes over the state of a Dex: refresh tokens, keys, passwords, clients, connectors.",
                "It is read from where the configuration file says that Dex keeps it, and written in",
                "one transaction to the database that POSTGRES_URI names."
            })
    int takeOver(
            @Parameters(paramLabel = "FILE", description = "Dex's configuration file.") Path file,
            @Option(
                            names = "--from",
                            paramLabel = "PLACE",
                            description = {
                                "Another place: postgresql://..., mysql://..., a SQLite file, or a",
                                "file or folder of Kubernetes objects."
                            })
                    @Nullable String from,
            @Option(names = "--template", description = "Fills in {{ getenv \"X\" }} first.")
                    boolean template,
            @Option(
                            names = "--again",
                            description = "Brings over what has been used since the last time.")
                    boolean again) {
        return program.takeOver(
                new DexProgram.ImportOptions(file, Optional.ofNullable(from), template, again));
    }

    @Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the version.")
    int version() {
        return program.version();
    }

    @Command(
            name = "hash-password",
            mixinStandardHelpOptions = true,
            description = "Reads a password and prints its bcrypt hash for staticPasswords.")
    int hashPassword(
            @Option(
                            names = "--cost",
                            defaultValue = "10",
                            description = "From 10 to 16 (default: 10).")
                    int cost) {
        return program.hashPassword(cost);
    }
}
