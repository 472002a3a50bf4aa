package dev.atrium.membership.issuer.login;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.token.MembershipTokens;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.token.Challenge;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What the pages share on which a person decides something for themselves, not for a client that
/// waits: the login that leads back to the page, and the proof that a decision was made there, in
/// that login.
final class Errands {
    private final Visitors visitors;
    private final Departures departures;
    private final MembershipTokens tokens;
    private final Profile profile;
    private final byte[] proofKey;
    private final Clock clock;
    private final RandomIds ids;

    Errands(
            Visitors visitors,
            Departures departures,
            MembershipTokens tokens,
            Profile profile,
            byte[] proofKey,
            Clock clock,
            RandomIds ids) {
        this.visitors = visitors;
        this.departures = departures;
        this.tokens = tokens;
        this.profile = profile;
        this.proofKey = proofKey;
        this.clock = clock;
        this.ids = ids;
    }

    Optional<Sessions.Session> visitor(Request request) {
        return visitors.find(request);
    }

    /// By what the person knows themselves.
    String address(Sessions.Session session) {
        return String.valueOf(
                tokens.claims(new UserId(session.subject()))
                        .getOrDefault("email", session.subject()));
    }

    /// Sends the person to log in first.
    ///
    /// @param client whom the login is for
    /// @param scopes that it asks for
    /// @param name what the person continues to
    Response logIn(
            Request request, ClientId client, List<String> scopes, Journey journey, String name) {
        AuthorizationRequest login =
                new AuthorizationRequest(
                        ids.base32(16),
                        client,
                        "",
                        List.of(),
                        scopes,
                        "",
                        Optional.empty(),
                        Challenge.NONE,
                        Set.of(),
                        OptionalLong.empty(),
                        false,
                        Optional.empty(),
                        clock.instant().plus(profile.authorization().requestLifetime()),
                        "",
                        journey.write());
        return departures.begin(request, login, name);
    }

    /// Ties a decision to the session whose page it was made on.
    ///
    /// @param decision what is decided, of whatever page
    String proof(Sessions.Session session, String decision) {
        return Digest.base64Url(
                Digest.hmac(proofKey, Digest.base64Url(session.id()) + "\0" + decision));
    }

    /// Who has decided, on our own page.
    ///
    /// @throws dev.atrium.oidc.OAuthProblem.Shown when nobody is logged in, or the form is not ours
    Sessions.Session decided(Request request, String decision) {
        Sessions.Session session = visitor(request).orElseThrow(Departures::lost);
        if (!Digest.same(
                proof(session, decision).getBytes(StandardCharsets.UTF_8),
                request.form().text("proof").getBytes(StandardCharsets.UTF_8))) {
            throw Departures.lost();
        }
        return session;
    }
}
