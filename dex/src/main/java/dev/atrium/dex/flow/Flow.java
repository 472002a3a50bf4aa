package dev.atrium.dex.flow;

import dev.atrium.dex.Connectors;
import dev.atrium.dex.DexSettings;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.authorize.AuthorizationParser;
import dev.atrium.oidc.authorize.AuthorizationResponses;
import dev.atrium.oidc.authorize.Logins;
import dev.atrium.oidc.authorize.RequestCarrier;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.token.Codes;
import dev.atrium.storage.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

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
            DeviceCodes devices,
            Pages pages,
            Clock clock,
            MeterRegistry meters) {}

    public static Flow of(Parts parts) {
        FlowPaths paths = new FlowPaths(parts.profile(), parts.logins());
        Finish finish = new Finish(parts.logins(), paths, parts.clock(), parts.meters());
        AuthorizeApi authorize =
                new AuthorizeApi(
                        parts.settings().oauth2(),
                        parts.connectors(),
                        parts.clients(),
                        parts.parser(),
                        parts.carrier(),
                        paths,
                        parts.pages());
        return new Flow(
                authorize,
                new LoginApi(
                        parts.connectors(),
                        parts.clients(),
                        parts.carrier(),
                        finish,
                        parts.pages()),
                new CallbackApi(parts.connectors(), parts.carrier(), paths, finish, parts.pages()),
                new DispatchApi(
                        authorize,
                        parts.clients(),
                        parts.carrier(),
                        parts.logins(),
                        parts.responses(),
                        paths,
                        parts.pages(),
                        parts.settings().oauth2().skipApprovalScreen()),
                new DeviceApi(
                        parts.database(),
                        parts.devices(),
                        parts.codes(),
                        parts.clients(),
                        parts.pages(),
                        parts.profile()));
    }
}
