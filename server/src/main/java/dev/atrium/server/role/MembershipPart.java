package dev.atrium.server.role;

import dev.atrium.dex.audit.LoginHistory;
import dev.atrium.dex.server.Dex;
import dev.atrium.http.HttpServer;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.ServerSettings;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.Membership;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.issuer.Issuer;
import dev.atrium.oidc.keys.KeyRing;
import dev.atrium.server.grpc.GrpcListener;
import dev.atrium.server.telemetry.Readiness;
import dev.atrium.server.telemetry.Telemetry;
import dev.atrium.storage.Database;
import dev.atrium.storage.Jobs;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.Notifications;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The role Membership: the API and the issuer over HTTP, and the listener of the region agents.
public final class MembershipPart implements Part {
    private final Closing closing = new Closing();
    private final Readiness readiness;

    private MembershipPart(Readiness readiness) {
        this.readiness = readiness;
    }

    /// Brings the role's tables up to date.
    ///
    /// @return how many migrations were applied
    public static int migrate(Database database) {
        return Membership.migrations(database).stream().mapToInt(Migrations::up).sum();
    }

    /// Serves until closed; the tables must be up to date.
    public static MembershipPart start(
            MembershipSettings settings,
            Address http,
            Address grpc,
            Database database,
            MasterKey master,
            Machine machine) {
        MembershipPart part =
                new MembershipPart(
                        new Readiness()
                                .check(
                                        "storage",
                                        () -> {
                                            if (!database.answers()) {
                                                throw new Problem.Unavailable(
                                                        "the database does not answer");
                                            }
                                        }));
        try {
            part.open(settings, http, grpc, database, master, machine);
            return part;
        } catch (RuntimeException failure) {
            part.close();
            throw failure;
        }
    }

    private void open(
            MembershipSettings settings,
            Address http,
            Address grpc,
            Database database,
            MasterKey master,
            Machine machine) {
        Membership membership =
                closing.add(
                        new Membership(
                                settings,
                                new Membership.Surroundings(
                                        database,
                                        master,
                                        machine.clock(),
                                        machine.ids(),
                                        machine.telemetry().registry(),
                                        machine.signatures().get(),
                                        machine::outgoing,
                                        new DexSignIns(new LoginHistory(database, Dex.SCHEMA)))));
        membership.start();
        closing.add(
                Notifications.listen(
                        database, Map.of(KeyRing.CHANNEL, membership.keys()::changed)));
        Jobs jobs =
                closing.add(new Jobs(database.in(Issuer.SCHEMA), machine.telemetry().registry()));
        jobs.repeat(
                "membership-expired-rows",
                Duration.ofMinutes(5),
                tx -> membership.expired().collect(tx, machine.clock().instant()));
        jobs.errand("membership-events", Duration.ofSeconds(1), membership::events);
        jobs.errand("membership-mails", Duration.ofSeconds(5), membership::mails);
        List<Route> routes = new ArrayList<>(membership.routes());
        // Below the base path is what the world reaches; these two are for the cluster.
        routes.add(machine.telemetry().metrics());
        routes.add(Route.open(Verb.GET, "/_ready", "ready", _ -> ready()));
        closing.add(
                HttpServer.start(
                        ServerSettings.of("membership", http.bind(), http.port()),
                        routes,
                        membership.errors(),
                        machine.ids(),
                        machine.telemetry().registry()));
        closing.add(GrpcListener.start(grpc.host(), grpc.port()));
    }

    private Response ready() {
        return Telemetry.ready(readiness);
    }

    @Override
    public String name() {
        return "Membership";
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
