package dev.atrium.membership;

import dev.atrium.http.Route;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.access.BearerTokens;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.document.Document;
import dev.atrium.membership.document.DocumentApi;
import dev.atrium.membership.event.Endpoints;
import dev.atrium.membership.info.InfoApi;
import dev.atrium.membership.invitation.Invitations;
import dev.atrium.membership.signin.SignInTrail;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/// Puts the API together: every feature's routes below the base path, and once more below
/// `<base>/membership`, where the browser applications look for them.
public final class MembershipApi {
    private final List<Route> operations;
    private final Route health;
    private final DocumentApi document;

    /// What the API is made of.
    ///
    /// @param tokens reads the access tokens that callers show
    /// @param master seals what is secret at rest
    public record Surroundings(
            Database database,
            BearerTokens tokens,
            MembershipSettings settings,
            MasterKey master,
            Invitations invitations,
            Endpoints endpoints,
            SignedIn signedIn,
            SignInTrail signIns,
            Clock clock,
            RandomIds ids) {}

    public MembershipApi(Surroundings around) {
        Database database = around.database();
        Gate gate = new Gate(around.tokens(), database, new RightsStore());
        LogStore log = new LogStore();
        InfoApi info = new InfoApi(around.settings().web().consoleUrl());
        health = info.health();
        document =
                new DocumentApi(Document.at(around.settings().web().requiredServiceUrl().text()));
        operations =
                Stream.of(
                                info.routes(gate),
                                new PeopleFeatures(around, log).routes(gate),
                                new IdentityFeatures(around, log).routes(gate),
                                new StackFeatures(around, log).routes(gate))
                        .flatMap(List::stream)
                        .toList();
    }

    /// The operations, their paths relative to the base path.
    public List<Route> operations() {
        return operations;
    }

    /// @param base the path of the service URL, such as `/api`
    public List<Route> routes(String base) {
        List<Route> below =
                Stream.concat(operations.stream(), document.routes(base).stream()).toList();
        return Stream.concat(
                        Stream.of(health),
                        Stream.of(base, base + "/membership")
                                .flatMap(prefix -> below.stream().map(at(prefix))))
                .toList();
    }

    private static java.util.function.UnaryOperator<Route> at(String prefix) {
        return route ->
                new Route(
                        route.verb(),
                        prefix + route.path(),
                        route.operation(),
                        route.access(),
                        route.handler());
    }
}
