package dev.atrium.oidc.authorize;

import dev.atrium.http.Request;
import dev.atrium.kernel.Json;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.token.Codes;
import dev.atrium.oidc.token.Grant;
import dev.atrium.oidc.token.GrantSeal;
import dev.atrium.storage.Database;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Somebody has logged in for an authorization request, and the client does not have its code yet:
/// what is left is consent.
public final class Logins {
    private static final String PURPOSE = "oidc.logins";

    private final Database database;
    private final RequestStore store = new RequestStore();
    private final RequestCarrier carrier;
    private final Codes codes;
    private final MasterKey master;
    private final Profile profile;
    private final Clock clock;
    private final byte[] stepKey;

    public Logins(
            Database database,
            RequestCarrier carrier,
            Codes codes,
            MasterKey master,
            Profile profile,
            Clock clock) {
        this.database = database;
        this.carrier = carrier;
        this.codes = codes;
        this.master = master;
        this.profile = profile;
        this.clock = clock;
        this.stepKey = master.derive("oidc.steps:" + profile.issuer());
    }

    public record Login(AuthorizationRequest request, Grant grant) {}

    /// How far a login has come. Each step is proven in the URL that leads to it, since the
    /// reference alone opens nothing.
    public enum Step {
        CONTINUE,
        APPROVAL,
        APPROVED
    }

    /// Remembers a login; a repeated one for the same request takes its place.
    public void put(AuthorizationRequest request, Grant grant) {
        FrequentSql.Bound put = putting(request, grant);
        database.writeOnce(tx -> tx.change(put));
    }

    /// The statement that does so, to be run together with what else a login changes.
    public FrequentSql.Bound putting(AuthorizationRequest request, Grant grant) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.set("request", RequestJson.write(request));
        node.set("grant", GrantSeal.write(grant));
        byte[] sealed = master.seal(PURPOSE, row(request.id()), Json.bytes(node));
        return store.putLogin(request.id(), sealed, request.expires());
    }

    /// The login that a reference leads to, if this browser began it.
    public Optional<Login> find(String reference, Request http) {
        return carrier.id(reference)
                .flatMap(id -> database.read(tx -> store.login(tx, id)).map(row -> read(id, row)))
                .filter(login -> carrier.bound(login.request(), http));
    }

    public String proof(AuthorizationRequest request, Step step) {
        String message = request.id() + "\0" + step.name().toLowerCase(Locale.ROOT);
        return Digest.base64Url(Digest.hmac(stepKey, message));
    }

    public boolean proves(AuthorizationRequest request, Step step, String proof) {
        return Digest.same(
                proof(request, step).getBytes(StandardCharsets.UTF_8),
                proof.getBytes(StandardCharsets.UTF_8));
    }

    /// Ends a login with a code, once.
    ///
    /// @throws OAuthProblem.Shown when it has expired, or another request of the same browser was
    ///     quicker
    public String code(Login login) {
        checkExpiry(login);
        AuthorizationRequest request = login.request();
        return database.writeOnce(
                        tx ->
                                codes.issue(
                                        tx,
                                        request.id(),
                                        request.expires(),
                                        login.grant(),
                                        request.redirectUri(),
                                        request.challenge()))
                .orElseThrow(Logins::spent);
    }

    /// Ends a login whose tokens go to the browser without a code, once.
    ///
    /// @throws OAuthProblem.Shown as [#code(Login)] does
    void close(Login login) {
        checkExpiry(login);
        database.writing(tx -> spend(tx, login));
    }

    private void checkExpiry(Login login) {
        if (!login.request().expires().isAfter(clock.instant())) {
            throw new OAuthProblem.Shown(400, "User session has expired.");
        }
    }

    private void spend(Tx tx, Login login) {
        if (!store.spend(tx, login.request().id(), login.request().expires())) {
            throw spent();
        }
        store.deleteLogin(tx, login.request().id());
    }

    private static OAuthProblem spent() {
        return new OAuthProblem.Shown(400, "User session error.");
    }

    /// Ends a request without a code.
    public void end(AuthorizationRequest request) {
        database.writing(
                tx -> {
                    store.spend(tx, request.id(), request.expires());
                    store.deleteLogin(tx, request.id());
                });
    }

    private Login read(String id, byte[] sealed) {
        JsonNode node = Json.mapper().readTree(master.open(PURPOSE, row(id), sealed));
        return new Login(
                RequestJson.read(node.path("request")), GrantSeal.read(node.path("grant")));
    }

    private String row(String id) {
        return profile.role() + " " + id;
    }
}
