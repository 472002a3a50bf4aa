package dev.atrium.membership.issuer.login;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.token.GrantData;
import dev.atrium.membership.issuer.token.LoginScopes;
import dev.atrium.membership.issuer.token.MembershipTokens;
import dev.atrium.membership.issuer.token.Reach;
import dev.atrium.membership.issuer.token.Reaches;
import dev.atrium.membership.issuer.token.Target;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.token.Challenge;
import dev.atrium.oidc.token.Grant;
import dev.atrium.storage.Database;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// The pages of the device flow. A person approves a code in a browser in which they are logged in;
/// nothing that the device sends along, such as a hint, does it for them.
final class DeviceApi {
    private final Database database;
    private final DeviceCodes devices;
    private final ClientRegistry clients;
    private final Visitors visitors;
    private final Departures departures;
    private final Reaches reaches;
    private final LoginScopes scopes;
    private final MembershipTokens tokens;
    private final Profile profile;
    private final Pages pages;
    private final byte[] proofKey;
    private final Clock clock;
    private final RandomIds ids;

    DeviceApi(LoginSteps.Parts parts, Visitors visitors, Departures departures, byte[] proofKey) {
        this.database = parts.database();
        this.devices = parts.devices();
        this.clients = parts.clients();
        this.visitors = visitors;
        this.departures = departures;
        this.reaches = parts.reaches();
        this.scopes = parts.scopes();
        this.tokens = parts.tokens();
        this.profile = parts.profile();
        this.pages = parts.pages();
        this.proofKey = proofKey;
        this.clock = parts.clock();
        this.ids = parts.ids();
    }

    /// `GET /device`, where the code may be in the query already.
    Response page(Request request) {
        String typed = typed(request.query().text("user_code"));
        if (typed.isEmpty()) {
            return form(200, "", false);
        }
        Optional<DeviceCodes.Waiting> waiting = open(typed);
        if (waiting.isEmpty()) {
            return form(400, typed, true);
        }
        Client client = client(waiting.orElseThrow());
        return visitors.find(request)
                .map(session -> ask(session, waiting.orElseThrow(), client))
                .orElseGet(
                        () ->
                                departures.begin(
                                        request, login(waiting.orElseThrow()), client.name()));
    }

    /// `POST /device`: a code was typed.
    Response entered(Request request) {
        String typed = typed(request.form().text("user_code"));
        return open(typed).isEmpty()
                ? form(400, typed, true)
                : Redirects.to(request, 303, profile.issuerPath() + "/device?user_code=" + typed);
    }

    /// `POST /device/decision`
    Response decide(Request request) {
        String code = typed(request.form().text("user_code"));
        Sessions.Session session = visitors.find(request).orElseThrow(Departures::lost);
        if (!Digest.same(
                proof(session, code).getBytes(StandardCharsets.UTF_8),
                request.form().text("proof").getBytes(StandardCharsets.UTF_8))) {
            throw Departures.lost();
        }
        DeviceCodes.Waiting waiting =
                open(code)
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Shown(
                                                400,
                                                "This code has expired, or was used already."));
        Client client = client(waiting);
        if (!request.form().text("decision").equals("approve")) {
            devices.deny(waiting);
            return pages.message(
                    200, "Access denied", client.name() + " was told. You can close this window.");
        }
        UserId user = new UserId(session.subject());
        return switch (reaches.of(user, target(waiting), asked(waiting, client))) {
            case Reach.Granted reach -> approve(session, waiting, client, reach);
            case Reach.Refused refused -> {
                devices.deny(waiting);
                throw new OAuthProblem.Shown(403, refused.sentence());
            }
        };
    }

    private Response approve(
            Sessions.Session session,
            DeviceCodes.Waiting waiting,
            Client client,
            Reach.Granted reach) {
        Grant grant =
                new Grant(
                        session.subject(),
                        client.id(),
                        reach.scopes(),
                        Optional.empty(),
                        Optional.of(session.began()),
                        GrantData.approved(target(waiting), session.id()).write());
        boolean approved =
                database.write(
                        tx ->
                                devices.approve(
                                        tx,
                                        waiting,
                                        new DeviceCodes.Approval(grant, Optional.empty())));
        if (!approved) {
            throw new OAuthProblem.Shown(400, "This code has expired, or was used already.");
        }
        return pages.deviceSuccess(client.name());
    }

    private Response ask(Sessions.Session session, DeviceCodes.Waiting waiting, Client client) {
        UserId user = new UserId(session.subject());
        List<String> wanted = asked(waiting, client);
        Reach reach = reaches.of(user, target(waiting), wanted);
        Map<String, String> fields =
                Map.of(
                        "user_code", waiting.userCode(),
                        "proof", proof(session, waiting.userCode()));
        String action = profile.issuerPath() + "/device/decision";
        if (reach instanceof Reach.Refused refused) {
            return pages.decision(
                    new Pages.Decision(
                            client.name() + " cannot have this access",
                            refused.sentence(),
                            "",
                            List.of(),
                            List.of(),
                            action,
                            fields,
                            List.of(new Pages.Answer("deny", "Tell " + client.name()))));
        }
        return pages.decision(
                new Pages.Decision(
                        "Allow " + client.name() + " to log in?",
                        "You are logged in as "
                                + tokens.claims(user).getOrDefault("email", session.subject())
                                + ". Allow it only if "
                                + client.name()
                                + " shows this code, and you started it:",
                        waiting.userCode(),
                        InWords.of(target(waiting), wanted, (Reach.Granted) reach),
                        List.of(),
                        action,
                        fields,
                        List.of(
                                new Pages.Answer("approve", "Allow"),
                                new Pages.Answer("deny", "Deny"))));
    }

    private Response form(int status, String userCode, boolean invalid) {
        return pages.device(
                status,
                new Pages.DeviceForm(
                        profile.issuerPath() + "/device", userCode, invalid, "", List.of()));
    }

    private Optional<DeviceCodes.Waiting> open(String userCode) {
        return userCode.isEmpty()
                ? Optional.empty()
                : devices.byUserCode(userCode)
                        .filter(waiting -> waiting.state() == DeviceCodes.State.WAITING);
    }

    private Client client(DeviceCodes.Waiting waiting) {
        return clients.find(waiting.request().client())
                .orElseThrow(
                        () ->
                                new OAuthProblem.Shown(
                                        400, "The program that asks is not known here any more."));
    }

    private List<String> asked(DeviceCodes.Waiting waiting, Client client) {
        return scopes.known(client, waiting.request().scopes());
    }

    private static Target target(DeviceCodes.Waiting waiting) {
        return Target.read(waiting.request().data());
    }

    /// A login that leads back to the device's page and to no client.
    private AuthorizationRequest login(DeviceCodes.Waiting waiting) {
        return new AuthorizationRequest(
                ids.base32(16),
                waiting.request().client(),
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
                Journey.toDevice(waiting.userCode()).write());
    }

    /// Ties a decision to the session whose page it was made on.
    private String proof(Sessions.Session session, String userCode) {
        return Digest.base64Url(
                Digest.hmac(proofKey, Digest.base64Url(session.id()) + "\0" + userCode));
    }

    /// Only letters and the hyphen occur in codes.
    private static String typed(String text) {
        String code = text.strip().toUpperCase(Locale.ROOT);
        return code.matches("[A-Z-]{1,20}") ? code : "";
    }
}
