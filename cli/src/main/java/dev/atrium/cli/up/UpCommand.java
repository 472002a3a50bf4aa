package dev.atrium.cli.up;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Reads the flags of `up`.
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the whole control plane on this machine: PostgreSQL, Dex, Membership, Portal and Console.",
            "Everything listens on this machine only. Ctrl-C stops all of it."
        })
public final class UpCommand implements Callable<Integer> {
    private static final int LARGEST_OFFSET = 5_000;

    private final UpProgram program;

    @Spec @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where everything is kept (default: /var/lib/atrium/up for root, else ~/.local/share/atrium/up).")
    @Nullable Path data;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "Moves every port by N, so that several instances run side by side.")
    int portOffset;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A wizard or CONFIG file to use instead of the demo's.")
    @Nullable Path config;

    @Option(
            names = "--values",
            paramLabel = "FILE",
            description =
                    "A values.yaml; what only means something on Kubernetes is named and ignored.")
    @Nullable Path values;

    public UpCommand(UpProgram program) {
        this.program = program;
    }

    @Override
    public Integer call() {
        if (portOffset < 0 || portOffset > LARGEST_OFFSET) {
            throw new ParameterException(
                    java.util.Objects.requireNonNull(spec).commandLine(),
                    "--port-offset is " + portOffset + " (expected 0 to " + LARGEST_OFFSET + ")");
        }
        return program.up(
                new UpOptions(
                        Optional.ofNullable(data),
                        portOffset,
                        Optional.ofNullable(config),
                        Optional.ofNullable(values)));
    }
}
