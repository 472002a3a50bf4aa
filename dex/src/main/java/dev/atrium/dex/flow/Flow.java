package dev.atrium.dex.flow;

import dev.atrium.dex.Connectors;
import dev.atrium.dex.DexSettings;
import dev.atrium.dex.audit.LoginTrail;
import dev.atrium.dex.session.SingleSignOn;
import dev.atrium.http.Request;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.authorize.AuthorizationParser;
import dev.atrium.oidc.authorize.AuthorizationResponses;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.throttle.Throttle;
import dev.atrium.oidc.token.Codes;
import dev.atrium.oidc.token.TokenIssuer;
import dev.atrium.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/// The steps of the flow, put together.
public record Flow(
        AuthorizeApi authorize,
        LoginApi login,
        CallbackApi callback,
        DispatchApi dispatch,
        DeviceApi device) {

    /// What the steps are made of.
    public record Parts(
            DexSettings settings,
            Profile profile,
            Database database,
            Connectors connectors,
            ClientRegistry clients,
            AuthorizationParser parser,
            RequestCarrier carrier,
            Logins logins,
            AuthorizationResponses responses,
            Codes codes,
            TokenIssuer issuer,
            DeviceCodes devices,
            Optional<SingleSignOn> sso,
            LoginTrail trail,
            Throttle throttle,
            Function<Request, String> address,
            Pages pages,
            Clock clock,
            MeterRegistry meters) {}

    public static Flow of(Parts parts) {
        FlowPaths paths = new FlowPaths(parts.profile(), parts.logins());
        Finish finish =
                new Finish(
                        parts.database(),
                        parts.logins(),
                        parts.sso(),
                        parts.trail(),
                        paths,
                        parts.clock(),
                        parts.meters());
        AuthorizeApi authorize =
                new AuthorizeApi(
                        parts.settings().oauth2(),
                        parts.connectors(),
                        parts.clients(),
                        parts.parser(),
                        parts.carrier(),
                        parts.sso(),
                        finish,
                        paths,
                        parts.pages());
        return new Flow(
                authorize,
                new LoginApi(
                        parts.connectors(),
                        parts.clients(),
                        parts.carrier(),
                        parts.sso(),
                        parts.throttle(),
                        parts.address(),
                        finish,
                        parts.pages(),
                        parts.profile().secure()),
                new CallbackApi(
                        parts.connectors(),
                        parts.carrier(),
                        parts.sso(),
                        paths,
                        finish,
                        parts.pages()),
                new DispatchApi(
                        authorize,
                        parts.clients(),
                        parts.carrier(),
                        parts.logins(),
                        parts.responses(),
                        paths,
                        parts.pages(),
                        parts.sso(),
                        parts.settings().oauth2().skipApprovalScreen()),
                new DeviceApi(
                        parts.database(),
                        parts.devices(),
                        parts.codes(),
                        parts.issuer(),
                        parts.clients(),
                        parts.throttle(),
                        parts.address(),
                        parts.pages(),
                        parts.profile()));
    }
}
