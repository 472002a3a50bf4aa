package dev.atrium.bench.provider;

import dev.atrium.bench.process.CpuTime;
import dev.atrium.storage.PostgresUri;
import dev.atrium.storage.embedded.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A running program that serves Dex's configuration file.
final class Provider implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final String name;
    private final Process process;
    private final RelyingParty party;
    private final Duration start;

    private Provider(String name, Process process, RelyingParty party, Duration start) {
        this.name = name;
        this.process = process;
        this.party = party;
        this.start = start;
    }

    /// Starts `program dex serve FILE` or `program serve FILE` and waits until discovery answers.
    ///
    /// @param command all but the file
    /// @param database an empty one of its own
    /// @param directory where the file and the messages go
    static Provider start(
            String name, List<String> command, PostgresUri database, Path directory, int workers)
            throws IOException {
        int port = FreePort.choose();
        String issuer = "http://127.0.0.1:" + port + "/dex";
        Path config = directory.resolve(name + ".yaml");
        Files.writeString(config, config(issuer, port, database, workers));
        long begin = System.nanoTime();
        Process process =
                new ProcessBuilder(
                                Stream.concat(command.stream(), Stream.of(config.toString()))
                                        .toList())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve(name + ".log").toFile())
                        .start();
        RelyingParty party = new RelyingParty(issuer);
        Provider provider = new Provider(name, process, party, Duration.ZERO);
        try {
            provider.await(begin, directory);
        } catch (IOException failure) {
            provider.close();
            throw failure;
        }
        return new Provider(name, process, party, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String config(String issuer, int port, PostgresUri database, int workers) {
        return """
            issuer: %s
            storage:
              type: postgres
              config: {host: "%s", port: %d, database: "%s", user: "%s", password: "%s", ssl: {mode: disable}, maxOpenConns: 16, maxIdleConns: 16}
            web: {http: "127.0.0.1:%d"}
            oauth2: {skipApprovalScreen: true, grantTypes: [authorization_code, refresh_token, client_credentials]}
            expiry: {refreshTokens: {reuseInterval: 0s}}
            enablePasswordDB: true
            connectors:
            - {type: mockPassword, id: mock, name: Mock, config: {username: %s, password: %s}}
            staticClients:
            - {id: %s, secret: %s, name: Benchmark, redirectURIs: ["%s"]}
            staticPasswords:
            %s
            """
                .formatted(
                        issuer,
                        database.host(),
                        database.port(),
                        database.database(),
                        database.user().orElse("postgres"),
                        database.password().map(secret -> secret.reveal()).orElse(""),
                        port,
                        Account.MOCK,
                        Account.PASSWORD,
                        RelyingParty.CLIENT,
                        RelyingParty.SECRET,
                        RelyingParty.CALLBACK,
                        Account.entries(workers));
    }

    private void await(long begin, Path directory) throws IOException {
        while (!party.answers()) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IOException(
                        name
                                + " does not serve; its messages: "
                                + Files.readString(directory.resolve(name + ".log")));
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    String name() {
        return name;
    }

    RelyingParty party() {
        return party;
    }

    /// From the command to the first answer.
    Duration startTime() {
        return start;
    }

    double cpuSeconds() {
        return new CpuTime(process.pid()).seconds();
    }

    /// Of the process and those below it, in bytes.
    long resident() throws IOException {
        long total = 0;
        for (ProcessHandle each :
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList()) {
            for (String line : Files.readAllLines(Path.of("/proc", "" + each.pid(), "status"))) {
                if (line.startsWith("VmRSS:")) {
                    total += Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
                }
            }
        }
        return total;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
