package dev.atrium.membership.issuer.login;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.pages.Pages;
import java.util.Optional;

/// Sends a browser to where its person logs in, by way of a page to choose where there are several
/// upstreams. Nothing is written.
final class Departures {
    static final Asked ASKED = new Asked(false, false);
    private static final String CALLBACK = "/authorize/callback";

    private final Upstreams upstreams;
    private final RequestCarrier carrier;
    private final Profile profile;
    private final Pages pages;
    private final RandomIds ids;
    private final boolean asksForAddress;

    /// @param asksForAddress whether the page asks for an e-mail address
    Departures(
            Upstreams upstreams,
            RequestCarrier carrier,
            Profile profile,
            Pages pages,
            RandomIds ids,
            boolean asksForAddress) {
        this.upstreams = upstreams;
        this.carrier = carrier;
        this.profile = profile;
        this.pages = pages;
        this.ids = ids;
        this.asksForAddress = asksForAddress;
    }

    /// Where upstreams send the browser back to.
    String callback() {
        return profile.url(CALLBACK);
    }

    /// @param client whom the person continues to, by name
    Response begin(Request http, AuthorizationRequest authorization, String client) {
        if (upstreams.all().isEmpty()) {
            throw new OAuthProblem.Shown(
                    503,
                    "Nobody can log in here yet: the operator has not configured a provider (RP_ISSUER).");
        }
        if (asksForAddress) {
            return choose(http, authorization, client, upstreams.all().size() > 1, true);
        }
        return usual(http, authorization, client);
    }

    /// Past the question for an address.
    private Response usual(Request http, AuthorizationRequest authorization, String client) {
        return upstreams.all().size() == 1
                ? leave(http, authorization, upstreams.all().getFirst())
                : choose(http, authorization, client, true, false);
    }

    private Response choose(
            Request http,
            AuthorizationRequest authorization,
            String client,
            boolean list,
            boolean address) {
        RequestCarrier.Carried carried = carrier.inUrl(authorization, http);
        Response page =
                pages.login(
                        client,
                        address
                                ? Optional.of(
                                        profile.issuerPath()
                                                + "/login/address?req="
                                                + Parameters.encode(carried.reference()))
                                : Optional.empty(),
                        upstreams.all().stream()
                                .filter(_ -> list)
                                .map(
                                        upstream ->
                                                new Pages.Choice(
                                                        upstream.name(),
                                                        choice(upstream, carried.reference()),
                                                        upstream.connector().type()))
                                .toList());
        return with(page, carried);
    }

    private String choice(Upstream upstream, String reference) {
        return profile.issuerPath()
                + "/login/"
                + Parameters.encode(upstream.id().value()).replace("+", "%20")
                + "?req="
                + Parameters.encode(reference);
    }

    /// `/login/address`: the person has said an e-mail address. Its domain leads to the provider of
    /// the organization that has it, and any other one to the usual login, so that the answer tells
    /// nothing about accounts.
    Response addressed(Request http) {
        if (!asksForAddress) {
            throw lost();
        }
        AuthorizationRequest authorization =
                carrier.open(http.query().text("req"), http).orElseThrow(Departures::lost);
        Optional<Upstream> home = upstreams.ofAddress(http.form().text("email").strip());
        return home.isPresent()
                ? leave(http, authorization, home.orElseThrow())
                : usual(http, authorization, "");
    }

    /// `/login/{connector}`: the person has chosen.
    Response chosen(Request http) {
        AuthorizationRequest authorization =
                carrier.open(http.query().text("req"), http).orElseThrow(Departures::lost);
        Upstream upstream =
                upstreams
                        .find(new ConnectorId(http.segment("connector")))
                        .orElseThrow(Departures::lost);
        return leave(http, authorization, upstream);
    }

    Response leave(Request http, AuthorizationRequest authorization, Upstream upstream) {
        AuthorizationRequest fresh = renewed(authorization);
        RedirectConnector.Departure departure;
        try {
            departure = upstream.connector().depart(ASKED, callback(), fresh.id());
        } catch (UpstreamException failure) {
            throw new OAuthProblem.Shown(
                    503,
                    "The login at "
                            + upstream.name()
                            + " cannot be reached just now. Please try again in a moment.",
                    failure);
        }
        Journey journey = Journey.read(authorization.data()).by(upstream.id(), departure.memory());
        RequestCarrier.Carried carried = carrier.inCookie(fresh.withData(journey.write()), http);
        return with(Redirects.to(http, 302, departure.location()), carried);
    }

    /// The same request under a new id: the old one may be bound to another place where it was
    /// kept.
    private AuthorizationRequest renewed(AuthorizationRequest old) {
        return new AuthorizationRequest(
                ids.base32(16),
                old.client(),
                old.redirectUri(),
                old.responseTypes(),
                old.scopes(),
                old.state(),
                old.nonce(),
                old.challenge(),
                old.prompts(),
                old.maxAge(),
                old.forcesConsent(),
                old.hintedSubject(),
                old.expires(),
                "",
                old.data());
    }

    private static Response with(Response response, RequestCarrier.Carried carried) {
        Response all = response;
        for (var cookie : carried.cookies()) {
            all = all.cookie(cookie);
        }
        return all;
    }

    static OAuthProblem lost() {
        return new OAuthProblem.Shown(
                400,
                "This login is no longer known here. Go back to the program that you came from and log in again.");
    }
}
