package dev.atrium.server.program;

import dev.atrium.cli.dex.DexProgram.ImportOptions;
import dev.atrium.dex.config.DexConfig;
import dev.atrium.dex.config.DexConfigException;
import dev.atrium.dex.config.DexConfigFile;
import dev.atrium.dex.config.DexOverrides;
import dev.atrium.dex.config.StorageConfig;
import dev.atrium.dex.server.Dex;
import dev.atrium.dex.takeover.Import;
import dev.atrium.dex.takeover.Source;
import dev.atrium.dex.takeover.Sources;
import dev.atrium.dex.takeover.TakeOver;
import dev.atrium.dex.takeover.TakeOverException;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.server.role.Closing;
import dev.atrium.server.role.DexPart;
import dev.atrium.server.role.Machine;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKeys;
import dev.atrium.storage.PoolSettings;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/// `dex import`. Whatever is wrong ends it with one sentence before anything is written.
final class DexImport {
    private static final int REFUSED = 1;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    DexImport(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    int run(ImportOptions options) {
        try (Closing closing = new Closing()) {
            if (environment.getOrDefault("POSTGRES_URI", "").isEmpty()) {
                throw new TakeOverException(
                        "POSTGRES_URI is not set; it says which PostgreSQL database is to serve from now on (postgresql://user:password@host:5432/database)");
            }
            DexConfig config =
                    options.template()
                            ? DexConfigFile.loadTemplate(
                                    options.file(), environment, DexOverrides.NONE)
                            : DexConfigFile.load(options.file(), environment, DexOverrides.NONE);
            Source source =
                    closing.add(
                            options.from().isPresent()
                                    ? Sources.open(options.from().orElseThrow())
                                    : Sources.open(
                                            DexConfigFile.source(
                                                    options.file(),
                                                    options.template(),
                                                    environment)));
            TakeOver.Counts counts = write(config, source, options.again(), closing);
            out.println("took over " + counts.text() + " from " + source.name());
            if (counts.factors() > 0) {
                out.println(
                        counts.factors()
                                + " people have a second factor, which was left behind: this build asks for none");
            }
            return 0;
        } catch (TakeOverException refused) {
            err.println(refused.text());
            return REFUSED;
        } catch (DexConfigException refused) {
            err.println(refused.text());
            return DexConfigException.EXIT_CODE;
        } catch (ConfigProblem refused) {
            err.println(refused.text());
            return DexConfigException.EXIT_CODE;
        } catch (RuntimeException failure) {
            err.println("nothing was taken over: " + failure.getMessage());
            return REFUSED;
        }
    }

    private TakeOver.Counts write(DexConfig config, Source source, boolean again, Closing closing) {
        if (!(config.storage() instanceof StorageConfig.Postgres target)) {
            throw new IllegalStateException("POSTGRES_URI was not read");
        }
        Machine machine = Machine.of(Clock.systemUTC(), Version.current(), environment);
        Database database =
                closing.add(
                        Database.open(
                                target.uri(),
                                PoolSettings.DEFAULT,
                                "dex",
                                machine.telemetry().registry()));
        MasterKeys.Found key =
                MasterKeys.find(
                        database,
                        Optional.ofNullable(environment.get("MASTER_KEY")).map(Secret::of),
                        machine.random(),
                        machine.ids());
        DexPart.migrate(database);
        TakeOver takeOver =
                new TakeOver(
                        key.key(), TakeOver.Setting.of(config), DexPart.PASSWORDS, machine.clock());
        return new Import(database.in(Dex.SCHEMA), takeOver, machine.clock()).run(source, again);
    }
}
