package dev.atrium.server.up;

import dev.atrium.cli.up.UpOptions;
import dev.atrium.cli.up.UpProgram;
import dev.atrium.dex.config.DexConfigException;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.server.log.Logging;
import dev.atrium.server.program.Stop;
import dev.atrium.server.program.Version;
import dev.atrium.server.role.Machine;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.embedded.EmbeddedPostgresException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The `up` command: everything on this machine, then a table of it.
public final class Up implements UpProgram {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    public Up(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    @Override
    public int up(UpOptions options) {
        try (Instance instance = start(options)) {
            out.print(instance.table().print());
            out.flush();
            return Stop.await();
        } catch (UpException
                | ConfigProblem
                | DexConfigException
                | EmbeddedPostgresException
                | Migrations.ForeignSchemaException
                | IllegalStateException
                | IllegalArgumentException
                | IOException sentence) {
            err.println("atrium: " + sentence.getMessage());
            return 1;
        }
    }

    /// Starts everything, stops it again, and exits: what the start-up cache is recorded from.
    public int train(UpOptions options) {
        try (Instance instance = start(options)) {
            out.print(instance.table().print());
            return 0;
        } catch (RuntimeException | IOException failure) {
            err.println("atrium: " + failure.getMessage());
            return 1;
        }
    }

    private Instance start(UpOptions options) throws IOException {
        Ports ports = new Ports(options.portOffset());
        Inputs inputs = Inputs.read(options);
        List<String> taken = ports.taken(inputs.values().dexEnabled());
        if (!taken.isEmpty()) {
            throw new UpException(String.join("\natrium: ", taken));
        }
        Path path =
                options.data()
                        .orElseGet(
                                () -> DataDirectory.byDefault(environment, options.portOffset()));
        DataDirectory directory = DataDirectory.open(path);
        Logging.toFile(
                directory.resolve("atrium.log"), environment.getOrDefault("LOGS_LEVEL", "info"));
        inputs.notices().forEach(notice -> err.println("atrium: " + notice));
        Machine machine = Machine.of(Clock.systemUTC(), Version.current(), environment);
        return Instance.start(directory, ports, inputs, machine, environment);
    }
}
