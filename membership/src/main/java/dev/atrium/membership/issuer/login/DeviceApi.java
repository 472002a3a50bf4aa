package dev.atrium.membership.issuer.login;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.token.GrantData;
import dev.atrium.membership.issuer.token.LoginScopes;
import dev.atrium.membership.issuer.token.Reach;
import dev.atrium.membership.issuer.token.Reaches;
import dev.atrium.membership.issuer.token.Target;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.Redirects;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.pages.Pages;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.token.Grant;
import dev.atrium.storage.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The pages of the device flow. A person approves a code in a browser in which they are logged in;
/// nothing that the device sends along, such as a hint, does it for them.
final class DeviceApi {
    private final Database database;
    private final DeviceCodes devices;
    private final ClientRegistry clients;
    private final Errands errands;
    private final TypedCodes codes;
    private final Reaches reaches;
    private final LoginScopes scopes;
    private final Profile profile;
    private final Pages pages;

    DeviceApi(LoginSteps.Parts parts, Errands errands, TypedCodes codes) {
        this.database = parts.database();
        this.devices = parts.devices();
        this.clients = parts.clients();
        this.errands = errands;
        this.codes = codes;
        this.reaches = parts.reaches();
        this.scopes = parts.scopes();
        this.profile = parts.profile();
        this.pages = parts.pages();
    }

    /// `GET /device`, where the code may be in the query already.
    Response page(Request request) {
        String typed = TypedCodes.read(request.query().text("user_code"));
        if (typed.isEmpty()) {
            return form(200, "", false);
        }
        Optional<Sessions.Session> person = errands.visitor(request);
        Optional<DeviceCodes.Waiting> found = codes.open(request, person, typed);
        if (found.isEmpty()) {
            return form(400, typed, true);
        }
        DeviceCodes.Waiting waiting = found.orElseThrow();
        Client client = client(waiting);
        return person.map(session -> ask(session, waiting, client))
                .orElseGet(
                        () ->
                                errands.logIn(
                                        request,
                                        client.id(),
                                        asked(waiting, client),
                                        Journey.toDevice(waiting.userCode()),
                                        client.name()));
    }

    /// `POST /device`: a code was typed.
    Response entered(Request request) {
        String typed = TypedCodes.read(request.form().text("user_code"));
        return codes.open(request, errands.visitor(request), typed).isEmpty()
                ? form(400, typed, true)
                : Redirects.to(request, 303, profile.issuerPath() + "/device?user_code=" + typed);
    }

    /// `POST /device/decision`
    Response decide(Request request) {
        String code = TypedCodes.read(request.form().text("user_code"));
        Sessions.Session session = errands.decided(request, decision(code));
        DeviceCodes.Waiting waiting =
                codes.open(request, Optional.of(session), code)
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
                        "proof", errands.proof(session, decision(waiting.userCode())));
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
                                + errands.address(session)
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

    private static String decision(String userCode) {
        return "device\0" + userCode;
    }
}
