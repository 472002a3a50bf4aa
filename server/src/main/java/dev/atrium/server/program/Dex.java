package dev.atrium.server.program;

import dev.atrium.cli.dex.DexProgram;
import dev.atrium.dex.command.DexVersion;
import dev.atrium.dex.command.HashPassword;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigException;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.dex.config.LoggerConfig;
import dev.atrium.dex.config.PrintedConfig;
import dev.atrium.dex.config.StorageConfig;
import dev.atrium.kernel.Secret;
import dev.atrium.server.log.Logging;
import dev.atrium.server.role.Closing;
import dev.atrium.server.role.DexPart;
import dev.atrium.server.role.Machine;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKeys;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import dev.atrium.storage.embedded.EmbeddedPostgres;
import dev.atrium.storage.embedded.FreePort;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// The `dex` command.
public final class Dex implements DexProgram {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public Dex(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    @Override
    public int serve(ServeOptions options) {
        DexOverrides overrides =
                new DexOverrides(
                        options.webHttp(), options.webHttps(), options.telemetry(), options.grpc());
        try (Closing closing = new Closing()) {
            DexConfig config =
                    options.template()
                            ? DexConfigFile.loadTemplate(options.file(), environment, overrides)
                            : DexConfigFile.load(options.file(), environment, overrides);
            if (options.printConfig()) {
                out.print(PrintedConfig.of(config));
                return 0;
            }
            Logging.toStandardError(format(config.logger()), config.logger().level().name());
            config.warnings().forEach(LoggerFactory.getLogger(Dex.class)::warn);
            new WellKnownSecrets(Optional.ofNullable(environment.get("ALLOW_WELL_KNOWN_SECRETS")))
                    .check(List.of(config.issuer()), secrets(config));
            Machine machine = Machine.of(Clock.systemUTC(), Version.current(), environment);
            Database database = closing.add(open(config, options.file(), machine, closing));
            MasterKeys.Found key =
                    MasterKeys.find(
                            database,
                            Optional.ofNullable(environment.get("MASTER_KEY")).map(Secret::of),
                            machine.random(),
                            machine.ids());
            Warnings.masterKey(key, machine.telemetry().registry());
            closing.add(DexPart.start(config, database, key.key(), machine));
            LoggerFactory.getLogger(Dex.class).info("serving as {}", config.issuer());
            return Stop.await();
        } catch (DexConfigException refused) {
            err.println(refused.text());
            return DexConfigException.EXIT_CODE;
        } catch (IOException | RuntimeException failure) {
            err.println("failed to initialize server: " + failure.getMessage());
            return DexConfigException.EXIT_CODE;
        }
    }

    @Override
    public int takeOver(ImportOptions options) {
        return new DexImport(environment, out, err).run(options);
    }

    private static Map<String, Secret> secrets(DexConfig config) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        config.staticClients()
                .forEach(client -> secrets.put("staticClients " + client.id(), client.secret()));
        return secrets;
    }

    @Override
    public int version() {
        out.print(
                DexVersion.text(
                        Version.current(),
                        Runtime.version().toString(),
                        System.getProperty("os.name", ""),
                        System.getProperty("os.arch", "")));
        return 0;
    }

    @Override
    public int hashPassword(int cost) {
        if (cost < 10 || cost > 16) {
            err.println("--cost is " + cost + " (expected 10 to 16)");
            return DexConfigException.EXIT_CODE;
        }
        String password = password();
        if (password.isEmpty()) {
            err.println("the password is empty; type it, or pipe it in on one line");
            return 1;
        }
        out.println(new HashPassword(new java.security.SecureRandom()).hash(password, cost));
        return 0;
    }

    private static String password() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(terminal -> String.valueOf(terminal.readPassword("Password: ")))
                .orElseGet(Dex::pipedLine);
    }

    private static String pipedLine() {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? "" : line;
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static Logging.Format format(LoggerConfig logger) {
        return Logging.Format.valueOf(logger.format().name().toUpperCase(Locale.ROOT));
    }

    private static Database open(DexConfig config, Path file, Machine machine, Closing closing)
            throws IOException {
        PoolSettings pool = PoolSettings.DEFAULT;
        PostgresUri uri =
                switch (config.storage()) {
                    case StorageConfig.Postgres postgres -> {
                        pool = postgres.maxOpen().map(pool::withMaxOpen).orElse(pool);
                        yield postgres.uri();
                    }
                    case StorageConfig.Memory _ -> throwaway(machine, closing);
                    case StorageConfig.Sqlite3 sqlite when sqlite.inMemory() ->
                            throwaway(machine, closing);
                    case StorageConfig.Sqlite3 sqlite -> {
                        Path beside =
                                file.toAbsolutePath()
                                        .resolveSibling(sqlite.file() + ".atrium")
                                        .normalize();
                        yield closing.add(
                                        EmbeddedPostgres.durable(
                                                beside, FreePort.choose(), machine.ids()))
                                .uri();
                    }
                };
        return Database.open(uri, pool, "dex", machine.telemetry().registry());
    }

    private static PostgresUri throwaway(Machine machine, Closing closing) throws IOException {
        Path parent = Files.createTempDirectory("atrium-dex-");
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
        closing.add(() -> Files.deleteIfExists(parent));
        return closing.add(
                        EmbeddedPostgres.throwaway(
                                parent.resolve("memory"), FreePort.choose(), machine.ids()))
                .uri();
    }
}
