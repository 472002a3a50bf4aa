package dev.atrium.bench.reads;

import dev.atrium.bench.load.Load;
import dev.atrium.bench.process.ServerJvm;
import dev.atrium.kernel.Json;
import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One database of one size, and the server that reads it.
final class Subject implements AutoCloseable {
    private static final int STACKS_OF_EACH = 64;

    private final Size size;
    private final ServerJvm jvm;
    private final Greeting greeting;
    private final Database database;

    private Subject(Size size, ServerJvm jvm, Greeting greeting, Database database) {
        this.size = size;
        this.jvm = jvm;
        this.greeting = greeting;
        this.database = database;
    }

    /// What is asked for.
    enum Kind {
        CONSTANT_STACK,
        STACK,
        CONSTANT_LIST,
        LIST;

        /// What this one is compared with.
        Kind yardstick() {
            return this == STACK || this == CONSTANT_STACK ? CONSTANT_STACK : CONSTANT_LIST;
        }

        String text() {
            return switch (this) {
                case CONSTANT_STACK -> "constant, size of a stack";
                case STACK -> "GET stack";
                case CONSTANT_LIST -> "constant, size of a page";
                case LIST -> "GET stacks?pageSize=" + ReadsServer.PAGE;
            };
        }
    }

    /// @param uri of a database that is migrated and filled
    static Subject start(PostgresUri uri, Size size, String caller, List<String> jvmOptions)
            throws IOException {
        ServerJvm jvm =
                ServerJvm.start(
                        ReadsServer.class,
                        jvmOptions,
                        Map.of(
                                "POSTGRES_URI", uri.whole().reveal(),
                                "CALLER", caller,
                                "ORGANIZATIONS", Integer.toString(size.organizations()),
                                "STACKS", Integer.toString(size.stacks())));
        return new Subject(
                size,
                jvm,
                Json.mapper().readValue(jvm.greeting(), Greeting.class),
                Database.open(
                        uri,
                        PoolSettings.DEFAULT.withMaxOpen(3),
                        "plans",
                        new SimpleMeterRegistry()));
    }

    Size size() {
        return size;
    }

    Greeting greeting() {
        return greeting;
    }

    double cpuSeconds() {
        return jvm.cpu().seconds();
    }

    Load load(Kind kind, int connections) {
        List<byte[]> requests = new ArrayList<>();
        for (Greeting.Caller caller : greeting.callers()) {
            for (String path : paths(kind, caller)) {
                requests.add(
                        ("GET "
                                        + path
                                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                                        + caller.token()
                                        + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        return new Load(greeting.port(), requests, connections);
    }

    private List<String> paths(Kind kind, Greeting.Caller caller) {
        return switch (kind) {
            case CONSTANT_STACK -> List.of(Constants.STACK);
            case CONSTANT_LIST -> List.of(Constants.LIST);
            case LIST -> List.of(ReadsServer.listPath(caller));
            case STACK ->
                    Size.spread(size.stacksEach(), STACKS_OF_EACH).stream()
                            .map(number -> ReadsServer.stackPath(caller, number))
                            .toList();
        };
    }

    /// The statements of one request, and how PostgreSQL runs each.
    List<Plan> plans(Kind kind) {
        List<String> statements =
                switch (kind) {
                    case STACK -> greeting.stackStatements();
                    case LIST -> greeting.listStatements();
                    case CONSTANT_STACK, CONSTANT_LIST -> List.of();
                };
        SeedStore store = new SeedStore();
        return statements.stream()
                .map(text -> Plan.read(database.read(tx -> store.explain(tx, text))))
                .toList();
    }

    @Override
    public void close() {
        jvm.close();
        database.close();
    }
}
