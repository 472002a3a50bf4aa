package dev.atrium.server.role;

import dev.atrium.console.ConsoleRole;
import dev.atrium.console.ConsoleSettings;
import dev.atrium.http.HttpServer;
import dev.atrium.http.ServerSettings;
import dev.atrium.kernel.Problem;
import dev.atrium.server.telemetry.Readiness;
import dev.atrium.storage.Database;
import dev.atrium.storage.Jobs;
import java.time.Duration;

/// Portal or Console.
public final class ConsolePart implements Part {
    private final Closing closing = new Closing();
    private final ConsoleSettings.App app;
    private final Readiness readiness;

    private ConsolePart(ConsoleSettings.App app, Readiness readiness) {
        this.app = app;
        this.readiness = readiness;
    }

    /// Brings the application's tables up to date and serves until closed.
    public static ConsolePart start(
            ConsoleSettings settings, Address address, Database database, Machine machine) {
        ConsoleRole.migrations(database, settings.app()).up();
        ConsoleRole role =
                new ConsoleRole(
                        settings,
                        database,
                        machine.http().get(),
                        machine.random(),
                        machine.clock(),
                        machine.version());
        Readiness readiness =
                new Readiness()
                        .check(
                                "storage",
                                () -> {
                                    if (!database.answers()) {
                                        throw new Problem.Unavailable(
                                                "the database does not answer");
                                    }
                                })
                        .check("membership", role::checkMembership);
        ConsolePart part = new ConsolePart(settings.app(), readiness);
        try {
            part.closing.add(
                    HttpServer.start(
                            ServerSettings.of(settings.app().id(), address.bind(), address.port()),
                            role.routes(),
                            role.errors(),
                            machine.ids(),
                            machine.telemetry().registry()));
            Jobs jobs = part.closing.add(new Jobs(database, machine.telemetry().registry()));
            jobs.repeat(
                    settings.app().id() + "-expired-sessions",
                    Duration.ofMinutes(10),
                    _ -> role.collectGarbage());
            return part;
        } catch (RuntimeException failure) {
            part.close();
            throw failure;
        }
    }

    @Override
    public String name() {
        return app == ConsoleSettings.App.PORTAL ? "Portal" : "Console";
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public void close() {
        closing.close();
    }
}
