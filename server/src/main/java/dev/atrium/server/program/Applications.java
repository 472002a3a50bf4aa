package dev.atrium.server.program;

import dev.atrium.cli.console.ConsoleProgram;
import dev.atrium.console.ConsoleSettings;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.Secret;
import dev.atrium.server.log.Logging;
import dev.atrium.server.role.Address;
import dev.atrium.server.role.Closing;
import dev.atrium.server.role.ConsolePart;
import dev.atrium.server.role.Machine;
import dev.atrium.server.telemetry.PlainErrors;
import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/// Portal or Console alone, configured by the variables that their containers already have.
public final class Applications implements ConsoleProgram {
    private final Map<String, String> environment;
    private final PrintStream err;

    public Applications(Map<String, String> environment, PrintStream err) {
        this.environment = environment;
        this.err = err;
    }

    @Override
    public int serve(String app) {
        ConsoleSettings settings;
        Address address;
        PostgresUri uri;
        try {
            settings =
                    settings(ConsoleSettings.App.valueOf(app.toUpperCase(java.util.Locale.ROOT)));
            address = Address.parse("HTTP_ADDR", text("HTTP_ADDR").orElse(":3000"));
            uri = PostgresUri.parse(required("POSTGRES_URI"));
        } catch (IllegalArgumentException missing) {
            err.println(app + ": " + missing.getMessage());
            return 2;
        }
        boolean json = on("JSON_FORMATTING_LOGGER");
        Logging.toStandardError(
                json ? Logging.Format.JSON : Logging.Format.TEXT,
                text("LOGS_LEVEL").orElse("info"));
        Machine machine = machine();
        try (Closing closing = new Closing()) {
            Database database =
                    closing.add(
                            Database.open(
                                    uri,
                                    PoolSettings.DEFAULT,
                                    app,
                                    machine.telemetry().registry()));
            ConsolePart part = closing.add(ConsolePart.start(settings, address, database, machine));
            text("TELEMETRY_ADDR").ifPresent(listen -> telemetry(listen, part, machine, closing));
            LoggerFactory.getLogger(Applications.class)
                    .info("serving {} at {}", app, settings.publicUrl());
            return Stop.await();
        } catch (RuntimeException failure) {
            err.println(app + ": " + failure.getMessage());
            return 1;
        }
    }

    private Machine machine() {
        Machine machine = Machine.of(Clock.systemUTC(), Version.current(), environment);
        return on("DEV") ? machine.trusting(new Trust.Anybody()) : machine;
    }

    private static void telemetry(
            String listen, ConsolePart part, Machine machine, Closing closing) {
        Address address = Address.parse("TELEMETRY_ADDR", listen);
        closing.add(
                HttpServer.start(
                        ServerSettings.of("telemetry", address.bind(), address.port()),
                        machine.telemetry().routes(part.readiness()),
                        new PlainErrors(),
                        machine.ids(),
                        machine.telemetry().registry()));
    }

    private ConsoleSettings settings(ConsoleSettings.App app) {
        boolean portal = app == ConsoleSettings.App.PORTAL;
        return new ConsoleSettings(
                app,
                URI.create(required("REDIRECT_URI")),
                URI.create(required("MEMBERSHIP_URL_API")),
                text("MEMBERSHIP_CLIENT_ID").orElse(portal ? "portal" : "console-v3"),
                Secret.of(required("MEMBERSHIP_CLIENT_SECRET")),
                Secret.of(required("COOKIE_SECRET")),
                text(portal ? "APPS_CONSOLE_V3" : "PORTAL_UI").map(URI::create),
                Duration.ofDays(3));
    }

    private boolean on(String name) {
        return text(name).map(Boolean::parseBoolean).orElse(false);
    }

    private String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(environment.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }
}
