package dev.atrium.dex.flow;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.throttle.Guess;
import dev.atrium.oidc.throttle.Throttle;
import dev.atrium.oidc.token.Codes;
import dev.atrium.oidc.token.TokenIssuer;
import dev.atrium.storage.Database;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The pages of the device flow: entering the code, logging in by the code flow, and the end.
public final class DeviceApi {
    private static final String VERIFY = "/device/auth/verify_code";

    private final Database database;
    private final DeviceCodes devices;
    private final Codes codes;
    private final TokenIssuer issuer;
    private final ClientRegistry clients;
    private final Throttle throttle;
    private final Function<Request, String> address;
    private final Pages pages;
    private final Profile profile;

    DeviceApi(
            Database database,
            DeviceCodes devices,
            Codes codes,
            TokenIssuer issuer,
            ClientRegistry clients,
            Throttle throttle,
            Function<Request, String> address,
            Pages pages,
            Profile profile) {
        this.database = database;
        this.devices = devices;
        this.codes = codes;
        this.issuer = issuer;
        this.clients = clients;
        this.throttle = throttle;
        this.address = address;
        this.pages = pages;
        this.profile = profile;
    }

    /// `/device`
    public Response page(Request request) {
        if (!request.method().equals("GET")) {
            throw new OAuthProblem.Shown(400, "Requested resource does not exist.");
        }
        Parameters query = request.query();
        boolean invalid = query.text("invalid").equals("true");
        String code = query.text("user_code");
        String client =
                invalid || code.isEmpty()
                        ? ""
                        : guessed(request, code)
                                .flatMap(waiting -> clients.find(waiting.request().client()))
                                .map(Client::name)
                                .orElse("");
        return form(invalid ? 400 : 200, code, invalid, client);
    }

    /// `/device/auth/verify_code`
    public Response verify(Request request) {
        if (!request.method().equals("POST")) {
            throw new OAuthProblem.Shown(400, "Requested resource does not exist.");
        }
        Parameters fields = request.form().and(request.query());
        String typed = fields.text("user_code").strip().toUpperCase(Locale.ROOT);
        if (typed.isEmpty()) {
            throw new OAuthProblem.Shown(400, "No user code received");
        }
        return guessed(request, typed)
                .map(waiting -> Redirects.to(request, 302, authorization(waiting)))
                .orElseGet(() -> form(400, typed, true, ""));
    }

    /// Whoever tries codes is slowed down, whether the page or the form tells what one is worth.
    private Optional<DeviceCodes.Waiting> guessed(Request request, String code) {
        Guess.DeviceCode guess = new Guess.DeviceCode(address.apply(request));
        throttle.check(guess);
        Optional<DeviceCodes.Waiting> waiting = devices.byUserCode(code);
        if (waiting.isEmpty()) {
            throttle.refused(guess);
        }
        return waiting;
    }

    /// Where the device's user logs in: the code flow, ending at our own callback.
    private String authorization(DeviceCodes.Waiting waiting) {
        String callback =
                clients.find(waiting.request().client())
                        .map(client -> profile.redirectUris().deviceCallbackOf(client))
                        .orElse(profile.redirectUris().deviceCallback());
        Parameters parameters =
                Parameters.of(
                        Map.of(
                                "client_id", List.of(waiting.request().client().value()),
                                "redirect_uri", List.of(callback),
                                "response_type", List.of("code"),
                                "scope", List.of(String.join(" ", waiting.request().scopes())),
                                "state", List.of(waiting.userCode())));
        return profile.url("/auth") + "?" + parameters.sorted().encode();
    }

    /// `/device/callback`
    public Response callback(Request request) {
        if (!request.method().equals("GET")) {
            throw new OAuthProblem.Shown(400, "Method not allowed.");
        }
        Parameters query = request.query();
        String text = query.text("code");
        if (text.isEmpty() || query.text("state").isEmpty()) {
            throw new OAuthProblem.Shown(400, "Request was missing parameters");
        }
        if (!query.text("error").isEmpty()) {
            throw new OAuthProblem.Shown(400, "Authorization failed. Please try again.");
        }
        Codes.Code code =
                database.read(tx -> codes.find(tx, text))
                        .filter(found -> !found.used())
                        .filter(
                                found ->
                                        found.redirectUri()
                                                .endsWith(RedirectUris.BARE_DEVICE_CALLBACK))
                        .orElseThrow(DeviceApi::unknownCode);
        DeviceCodes.Waiting waiting =
                devices.byUserCode(query.text("state"))
                        .orElseThrow(
                                () -> new OAuthProblem.Shown(400, "Invalid or expired user code."));
        if (!waiting.request().client().equals(code.grant().client())) {
            throw unknownCode();
        }
        Client client =
                clients.find(waiting.request().client())
                        .filter(found -> found.accepts(waiting.request().secret()))
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Answered(
                                                OAuthError.INVALID_CLIENT,
                                                "Invalid client credentials."));
        approve(waiting, code, text);
        return pages.deviceSuccess(client.name());
    }

    private void approve(DeviceCodes.Waiting waiting, Codes.Code code, String text) {
        DeviceCodes.Approval approval =
                new DeviceCodes.Approval(code.grant(), Optional.of(issuer.codeHash(text)));
        database.writing(
                tx -> {
                    if (!codes.use(tx, code, Optional.empty())) {
                        throw unknownCode();
                    }
                    if (!devices.approve(tx, waiting, approval)) {
                        throw new OAuthProblem.Shown(400, "Invalid or expired user code.");
                    }
                });
    }

    private Response form(int status, String userCode, boolean invalid, String client) {
        return pages.device(
                status,
                new Pages.DeviceForm(
                        profile.issuerPath() + VERIFY, userCode, invalid, client, List.of()));
    }

    private static OAuthProblem unknownCode() {
        return new OAuthProblem.Shown(400, "Invalid or expired auth code.");
    }
}
