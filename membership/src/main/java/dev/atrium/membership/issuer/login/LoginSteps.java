package dev.atrium.membership.issuer.login;

import dev.atrium.http.ClientAddress;
import dev.atrium.http.Handler;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.issuer.person.People;
import dev.atrium.membership.issuer.token.LoginScopes;
import dev.atrium.membership.issuer.token.MembershipTokens;
import dev.atrium.membership.issuer.token.Reaches;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.authorize.AuthorizationParser;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.throttle.Throttle;
import dev.atrium.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/// The steps of a login, put together.
public record LoginSteps(
        Handler authorize,
        Handler addressed,
        Handler chosen,
        Handler callback,
        Handler offers,
        Handler offersDecision,
        Handler device,
        Handler deviceCode,
        Handler deviceDecision,
        Handler link,
        Handler linkDecision) {

    /// What the steps are made of.
    public record Parts(
            Profile profile,
            Database database,
            Upstreams upstreams,
            ClientRegistry clients,
            AuthorizationParser parser,
            RequestCarrier carrier,
            Logins logins,
            Sessions sessions,
            DeviceCodes devices,
            People people,
            Reaches reaches,
            LoginScopes scopes,
            MembershipTokens tokens,
            Pages pages,
            Invited invited,
            Throttle throttle,
            ClientAddress caller,
            Clock clock,
            RandomIds ids,
            MeterRegistry meters,
            boolean asksForAddress) {}

    /// @param deviceKey proves that a decision about a device was made on our own page
    public static LoginSteps of(Parts parts, byte[] deviceKey) {
        Departures departures =
                new Departures(
                        parts.upstreams(),
                        parts.carrier(),
                        parts.profile(),
                        parts.pages(),
                        parts.ids(),
                        parts.asksForAddress());
        Visitors visitors = new Visitors(parts.sessions(), parts.tokens());
        Entrance entrance =
                new Entrance(
                        parts.database(),
                        parts.people(),
                        parts.sessions(),
                        parts.clock(),
                        parts.meters());
        Finish finish =
                new Finish(parts.profile(), parts.carrier(), parts.logins(), parts.reaches());
        OfferApi offers =
                new OfferApi(
                        parts.people(),
                        parts.logins(),
                        entrance,
                        finish,
                        parts.profile(),
                        parts.pages(),
                        parts.clock());
        Errands errands =
                new Errands(
                        visitors,
                        departures,
                        parts.tokens(),
                        parts.profile(),
                        deviceKey,
                        parts.clock(),
                        parts.ids());
        DeviceApi device =
                new DeviceApi(
                        parts,
                        errands,
                        new TypedCodes(parts.devices(), parts.throttle(), parts.caller()));
        LinkApi link = new LinkApi(parts, errands);
        return new LoginSteps(
                new AuthorizeApi(parts.parser(), visitors, departures, finish, parts.clock())
                        ::handle,
                departures::addressed,
                departures::chosen,
                new CallbackApi(
                                parts.upstreams(),
                                parts.carrier(),
                                departures,
                                parts.people(),
                                offers,
                                entrance,
                                finish,
                                parts.clock())
                        ::handle,
                offers::page,
                offers::decide,
                device::page,
                device::entered,
                device::decide,
                link::page,
                link::decide);
    }
}
