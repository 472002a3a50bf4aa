package dev.atrium.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A JVM on this class path that runs a server until its standard input is closed, so that it ends
/// with whoever started it. The first JSON object that it prints says that it serves, and where.
public final class ServerJvm implements AutoCloseable {
    private final Process process;
    private final String greeting;

    private ServerJvm(Process process, String greeting) {
        this.process = process;
        this.greeting = greeting;
    }

    /// @param options of the JVM, such as those of a profile
    /// @param environment in addition to this process's own
    public static ServerJvm start(
            Class<?> main, List<String> options, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + "/bin/java");
        command.addAll(options);
        command.addAll(
                List.of(
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            // The JVM announces a recording on the same stream.
            if (line.startsWith("{")) {
                return new ServerJvm(process, line);
            }
        }
        throw new IOException(main.getSimpleName() + " did not start; its messages are above");
    }

    public String greeting() {
        return greeting;
    }

    public CpuTime cpu() {
        return new CpuTime(process.pid());
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException _) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }
}
