package dev.atrium.membership.issuer.login;

import dev.atrium.http.ClientAddress;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.invitation.Invitation;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.membership.invitation.Invitations;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.throttle.Guess;
import dev.atrium.oidc.throttle.Throttle;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/invitations/{invitationId}`: where the link of an invitation leads. Whoever opens it logs in
/// first, as whoever they like, and then decides.
final class LinkApi {
    /// No program waits for this login.
    private static final ClientId NOBODY = new ClientId("invitation");

    private final Database database;
    private final Invited invited;
    private final Errands errands;
    private final Profile profile;
    private final Pages pages;
    private final Throttle throttle;
    private final ClientAddress caller;
    private final Clock clock;

    LinkApi(LoginSteps.Parts parts, Errands errands) {
        this.database = parts.database();
        this.invited = parts.invited();
        this.errands = errands;
        this.profile = parts.profile();
        this.pages = parts.pages();
        this.throttle = parts.throttle();
        this.caller = parts.caller();
        this.clock = parts.clock();
    }

    Response page(Request request) {
        InvitationId id = new InvitationId(request.segment("invitationId"));
        String token = request.query().text("token");
        Invitations.Offered offered = offered(request, id, token);
        Optional<Sessions.Session> session = errands.visitor(request);
        if (session.isEmpty()) {
            requireOpen(offered.invitation());
            return errands.logIn(
                    request,
                    NOBODY,
                    List.of(),
                    Journey.toPage(path(id) + "?token=" + Parameters.encode(token)),
                    offered.organization());
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
                                + errands.address(session)
                                + ". The invitation went to "
                                + offered.invitation().email()
                                + ".",
                        "",
                        List.of(),
                        List.of(),
                        profile.issuerPath() + path(id),
                        Map.of("token", token, "proof", errands.proof(session, decision(id))),
                        List.of(
                                new Pages.Answer("accept", "Join"),
                                new Pages.Answer("later", "Not now"))));
    }

    Response decide(Request request) {
        InvitationId id = new InvitationId(request.segment("invitationId"));
        Parameters form = request.form();
        Invitations.Offered offered = offered(request, id, form.text("token"));
        Sessions.Session session = errands.decided(request, decision(id));
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

    /// An invitation that does not exist and a token that is not its own read the same. A token
    /// that is right is never kept waiting, since nobody finds one by trying; who tries is.
    private Invitations.Offered offered(Request request, InvitationId id, String token) {
        if (!invited.links().proves(id, token)) {
            Guess[] guesses = guesses(id, caller.of(request));
            throttle.check(guesses);
            throttle.refused(guesses);
            throw closed();
        }
        return invited.invitations().offered(id).orElseThrow(LinkApi::closed);
    }

    private static Guess[] guesses(InvitationId id, String address) {
        return new Guess[] {
            new Guess.Attempt(Guess.What.INVITATION, id + " " + address),
            new Guess.Attempt(Guess.What.INVITATIONS, address)
        };
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

    private static String path(InvitationId id) {
        return InvitationLinks.PATH.replace("{invitationId}", id.value());
    }

    private static String decision(InvitationId id) {
        return "invitation\0" + id;
    }
}
