package dev.atrium.membership.issuer.login;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.invitation.Invitation;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.invitation.Invitations;
import dev.atrium.membership.issuer.token.MembershipTokens;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.token.Challenge;
import dev.atrium.storage.Database;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// `/invitations/{invitationId}`: where the link of an invitation leads. Whoever opens it logs in
/// first, as whoever they like, and then decides.
final class LinkApi {
    /// No program waits for this login.
    private static final ClientId NOBODY = new ClientId("invitation");

    private final Database database;
    private final Invited invited;
    private final Visitors visitors;
    private final Departures departures;
    private final MembershipTokens tokens;
    private final Profile profile;
    private final Pages pages;
    private final byte[] proofKey;
    private final Clock clock;
    private final RandomIds ids;

    LinkApi(LoginSteps.Parts parts, Visitors visitors, Departures departures, byte[] proofKey) {
        this.database = parts.database();
        this.invited = parts.invited();
        this.visitors = visitors;
        this.departures = departures;
        this.tokens = parts.tokens();
        this.profile = parts.profile();
        this.pages = parts.pages();
        this.proofKey = proofKey;
        this.clock = parts.clock();
        this.ids = parts.ids();
    }

    Response page(Request request) {
        InvitationId id = new InvitationId(request.segment("invitationId"));
        String token = request.query().text("token");
        Invitations.Offered offered = offered(id, token);
        Optional<Sessions.Session> session = visitors.find(request);
        if (session.isEmpty()) {
            requireOpen(offered.invitation());
            return departures.begin(request, login(id, token), offered.organization());
        }
        UserId user = new UserId(session.orElseThrow().subject());
        if (offered.invitation().user().equals(Optional.of(user))
                && offered.invitation().status() == Invitation.Status.ACCEPTED) {
            return joined(offered.organization());
        }
        requireOpen(offered.invitation());
        return ask(session.orElseThrow(), offered, token);
    }

    private Response ask(Sessions.Session session, Invitations.Offered offered, String token) {
        InvitationId id = offered.invitation().id();
        return pages.decision(
                new Pages.Decision(
                        "Join " + offered.organization() + "?",
                        "You are logged in as "
                                + tokens.claims(new UserId(session.subject()))
                                        .getOrDefault("email", session.subject())
                                + ". The invitation went to "
                                + offered.invitation().email()
                                + ".",
                        "",
                        List.of(),
                        List.of(),
                        profile.issuerPath()
                                + InvitationLinks.PATH.replace("{invitationId}", id.value()),
                        Map.of("token", token, "proof", proof(session, id)),
                        List.of(
                                new Pages.Answer("accept", "Join"),
                                new Pages.Answer("later", "Not now"))));
    }

    Response decide(Request request) {
        InvitationId id = new InvitationId(request.segment("invitationId"));
        Parameters form = request.form();
        Invitations.Offered offered = offered(id, form.text("token"));
        Sessions.Session session = visitors.find(request).orElseThrow(Departures::lost);
        if (!Digest.same(
                proof(session, id).getBytes(StandardCharsets.UTF_8),
                form.text("proof").getBytes(StandardCharsets.UTF_8))) {
            throw Departures.lost();
        }
        if (!form.text("decision").equals("accept")) {
            return pages.message(
                    200, "Nothing has changed", "The link works for as long as the mail says.");
        }
        try {
            database.writing(
                    tx ->
                            invited.invitations()
                                    .acceptFromLink(tx, new UserId(session.subject()), id));
        } catch (Problem.Conflict | Problem.NotFound _) {
            throw closed();
        }
        return joined(offered.organization());
    }

    private Response joined(String organization) {
        return pages.message(
                200,
                "You belong to " + organization + " now",
                "Programs that are logged in already see it after they log in again.");
    }

    /// An invitation that does not exist and a token that is not its own read the same.
    private Invitations.Offered offered(InvitationId id, String token) {
        return Optional.of(id)
                .filter(named -> invited.links().proves(named, token))
                .flatMap(invited.invitations()::offered)
                .orElseThrow(LinkApi::closed);
    }

    private void requireOpen(Invitation invitation) {
        if (!invitation.open(clock.instant())) {
            throw closed();
        }
    }

    private static OAuthProblem closed() {
        return new OAuthProblem.Shown(
                400,
                "This invitation is not open any more: it was answered, taken back, or has expired. Ask for a new one.");
    }

    /// A login that leads back here and to no client.
    private AuthorizationRequest login(InvitationId id, String token) {
        return new AuthorizationRequest(
                ids.base32(16),
                NOBODY,
                "",
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                Challenge.NONE,
                Set.of(),
                OptionalLong.empty(),
                false,
                Optional.empty(),
                clock.instant().plus(profile.authorization().requestLifetime()),
                "",
                Journey.toPage(
                                InvitationLinks.PATH.replace("{invitationId}", id.value())
                                        + "?token="
                                        + Parameters.encode(token))
                        .write());
    }

    /// Ties a decision to the session whose page it was made on.
    private String proof(Sessions.Session session, InvitationId id) {
        return Digest.base64Url(
                Digest.hmac(
                        proofKey, Digest.base64Url(session.id()) + "\0invitation\0" + id.value()));
    }
}
