package dev.atrium.membership.issuer.login;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.issuer.person.Arrival;
import dev.atrium.membership.issuer.person.Offer;
import dev.atrium.membership.issuer.person.People;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.token.Grant;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// `/login/invitations`: somebody who is here for the first time was invited, and decides. Until
/// then there is no account and no session, only a login that waits.
final class OfferApi {
    private final People people;
    private final Logins logins;
    private final Entrance entrance;
    private final Finish finish;
    private final Profile profile;
    private final Pages pages;
    private final Clock clock;

    OfferApi(
            People people,
            Logins logins,
            Entrance entrance,
            Finish finish,
            Profile profile,
            Pages pages,
            Clock clock) {
        this.people = people;
        this.logins = logins;
        this.entrance = entrance;
        this.finish = finish;
        this.profile = profile;
        this.pages = pages;
        this.clock = clock;
    }

    Response propose(Request http, AuthorizationRequest authorization, Arrival arrival) {
        logins.put(
                authorization,
                new Grant(
                        "",
                        authorization.client(),
                        authorization.scopes(),
                        Optional.empty(),
                        Optional.of(clock.instant()),
                        arrival.write()));
        Parameters query =
                Parameters.of(
                        Map.of(
                                "req", List.of(authorization.id()),
                                "hmac",
                                        List.of(
                                                logins.proof(
                                                        authorization, Logins.Step.APPROVAL))));
        return Redirects.to(
                http, 303, profile.issuerPath() + "/login/invitations?" + query.sorted().encode());
    }

    Response page(Request request) {
        Logins.Login login = waiting(request, request.query());
        Arrival arrival = Arrival.read(login.grant().data());
        List<Offer> offers = people.offers(arrival);
        if (offers.isEmpty()) {
            return enter(request, login, arrival, Set.of());
        }
        return pages.decision(
                new Pages.Decision(
                        "You have been invited",
                        arrival.email() + " was invited to join:",
                        "",
                        List.of(),
                        offers.stream()
                                .map(
                                        offer ->
                                                new Pages.Pick(
                                                        "invitation",
                                                        offer.id().value(),
                                                        offer.organizationName()))
                                .toList(),
                        profile.issuerPath() + "/login/invitations",
                        Map.of(
                                "req", request.query().text("req"),
                                "hmac", request.query().text("hmac")),
                        List.of(
                                new Pages.Answer("accept", "Accept and join"),
                                new Pages.Answer("later", "Continue without"))));
    }

    Response decide(Request request) {
        Parameters form = request.form();
        Logins.Login login = waiting(request, form);
        Set<InvitationId> accepted =
                form.text("decision").equals("accept")
                        ? form.all("invitation").stream()
                                .filter(id -> !id.isEmpty())
                                .map(InvitationId::new)
                                .collect(Collectors.toSet())
                        : Set.of();
        return enter(request, login, Arrival.read(login.grant().data()), accepted);
    }

    private Response enter(
            Request request, Logins.Login login, Arrival arrival, Set<InvitationId> accepted) {
        Response response =
                finish.entered(
                        request,
                        login.request(),
                        entrance.enter(request, login.request(), arrival, accepted));
        if (Journey.read(login.request().data()).device().isPresent()) {
            logins.end(login.request());
        }
        return response;
    }

    private Logins.Login waiting(Request request, Parameters parameters) {
        return logins.find(parameters.text("req"), request)
                .filter(login -> login.request().expires().isAfter(clock.instant()))
                .filter(
                        login ->
                                logins.proves(
                                        login.request(),
                                        Logins.Step.APPROVAL,
                                        parameters.text("hmac")))
                .orElseThrow(Departures::lost);
    }
}
