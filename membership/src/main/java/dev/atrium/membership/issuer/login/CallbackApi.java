package dev.atrium.membership.issuer.login;

import dev.atrium.connectors.AskAgainException;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.membership.issuer.person.Arrival;
import dev.atrium.membership.issuer.person.Offer;
import dev.atrium.membership.issuer.person.People;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.RequestCarrier;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/// `/authorize/callback`: the browser comes back from an upstream.
final class CallbackApi {
    private final Upstreams upstreams;
    private final RequestCarrier carrier;
    private final Departures departures;
    private final People people;
    private final OfferApi offers;
    private final Entrance entrance;
    private final Finish finish;
    private final Clock clock;

    CallbackApi(
            Upstreams upstreams,
            RequestCarrier carrier,
            Departures departures,
            People people,
            OfferApi offers,
            Entrance entrance,
            Finish finish,
            Clock clock) {
        this.upstreams = upstreams;
        this.carrier = carrier;
        this.departures = departures;
        this.people = people;
        this.offers = offers;
        this.entrance = entrance;
        this.finish = finish;
        this.clock = clock;
    }

    Response handle(Request request) {
        Parameters query = request.query();
        AuthorizationRequest authorization =
                carrier.open(query.text("state"), request)
                        .filter(open -> open.expires().isAfter(clock.instant()))
                        .orElseThrow(Departures::lost);
        Journey journey = Journey.read(authorization.data());
        Upstream upstream =
                journey.upstream().flatMap(upstreams::find).orElseThrow(Departures::lost);
        Login login;
        try {
            login =
                    upstream.connector()
                            .arrive(
                                    Departures.ASKED,
                                    departures.callback(),
                                    journey.memory(),
                                    request);
        } catch (AskAgainException _) {
            return departures.leave(request, authorization, upstream);
        } catch (UpstreamException failure) {
            throw refused(upstream, failure);
        }
        Arrival arrival = upstream.arrival(login).orElseThrow(Departures::lost);
        List<Offer> open = people.offers(arrival);
        return open.isEmpty()
                ? finish.entered(
                        request,
                        authorization,
                        entrance.enter(request, authorization, arrival, Set.of()))
                : offers.propose(request, authorization, arrival);
    }

    private OAuthProblem refused(Upstream upstream, UpstreamException failure) {
        boolean away = failure.kind() == UpstreamException.Kind.UNAVAILABLE;
        entrance.count(upstream.label(), away ? "failure" : "refused");
        return away
                ? new OAuthProblem.Shown(
                        503,
                        "The login at "
                                + upstream.name()
                                + " did not answer. Please try again in a moment.",
                        failure)
                : new OAuthProblem.Shown(
                        403,
                        "The login at "
                                + upstream.name()
                                + " was not successful. Go back to the program that you came from and try again.",
                        failure);
    }
}
