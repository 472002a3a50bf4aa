package dev.atrium.server.walkthrough;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process of the program, as somebody at a terminal starts it.
final class Program implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static Program start(Map<String, String> environment, String... arguments) throws IOException {
        return start(environment, command(arguments));
    }

    /// Starts any command line.
    static Program start(Map<String, String> environment, List<String> command) throws IOException {
        Path output = Files.createTempFile("program", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start(), output);
    }

    /// The command line of a program on this JVM and class path.
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.atrium.server.Main"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Runs a program to its end.
    static Finished run(Map<String, String> environment, String... arguments) throws Exception {
        return run(environment, command(arguments));
    }

    static Finished run(Map<String, String> environment, List<String> command) throws Exception {
        try (Program program = start(environment, command)) {
            if (!program.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("did not end: " + program.output());
            }
            return new Finished(program.process.exitValue(), program.output());
        }
    }

    record Finished(int exit, String output) {}

    /// Waits until `up` has printed its table, and reads the file for shells that it wrote.
    Map<String, String> awaitUp(Path data) throws IOException {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> output().contains("Ctrl-C stops everything") || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("up ended: " + output());
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : Files.readAllLines(data.resolve("env"))) {
            String[] parts = line.split("=", 2);
            variables.put(parts[0], parts[1].substring(1, parts[1].length() - 1));
        }
        return variables;
    }

    /// Waits until the program answers at that address.
    void awaitAnswer(String address) throws IOException {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> answers(address) || !process.isAlive());
        if (!process.isAlive()) {
            throw new IllegalStateException("the program ended: " + output());
        }
    }

    private static boolean answers(String address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    boolean running() {
        return process.isAlive();
    }

    /// SIGKILL: the process gets no chance to tidy up.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, as a service manager stops it; Kubernetes kills what is still there after 30
    /// seconds.
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(25, TimeUnit.SECONDS)) {
            throw new IllegalStateException("did not stop");
        }
        return process.exitValue();
    }

    /// The processes, other than this one, that have the directory in their command line.
    static List<ProcessHandle> naming(Path directory) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(process -> process.pid() != ProcessHandle.current().pid())
                    .filter(
                            process ->
                                    process.info()
                                            .commandLine()
                                            .filter(line -> line.contains(directory.toString()))
                                            .isPresent())
                    .toList();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
