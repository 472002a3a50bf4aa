package dev.atrium.connectors.microsoft;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.HeldTokens;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Microsoft's accounts.
public final class MicrosoftConnector implements RedirectConnector, RefreshableConnector {
    private final MicrosoftSettings settings;
    private final CodeFlow flow;
    private final Graph graph;

    public MicrosoftConnector(MicrosoftSettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.flow =
                new CodeFlow(settings.registration(), settings.place().endpoints(), http, clock);
        this.graph = new Graph(settings, http);
    }

    @Override
    public String type() {
        return "microsoft";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        List<String> scopes = new ArrayList<>(settings.scopes());
        if (readsGroups(asked)) {
            scopes.add("directory.read.all");
        }
        if (asked.offline()) {
            scopes.add("offline_access");
        }
        Parameters more = Parameters.EMPTY;
        if (settings.prompt().isPresent()) {
            more = more.with("prompt", settings.prompt().orElseThrow());
        }
        if (settings.domainHint().isPresent()) {
            more = more.with("domain_hint", settings.domainHint().orElseThrow());
        }
        return flow.depart(callback, state, scopes, more);
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        return login(asked, flow.arrive(callback, answer));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        Login login = login(asked, flow.current(HeldTokens.read(upstreamState)));
        if (!login.identity().userId().equals(known.userId())) {
            throw new UpstreamException(
                    UpstreamException.Kind.REFUSED, "microsoft: the tokens are somebody else's");
        }
        return login;
    }

    private Login login(Asked asked, HeldTokens held) throws UpstreamException {
        JsonNode me = graph.me(held.accessToken());
        String email = text(me, "userPrincipalName").orElse("");
        String id =
                text(me, "id")
                        .orElseThrow(
                                () ->
                                        new UpstreamException(
                                                UpstreamException.Kind.REFUSED,
                                                "microsoft: /me names nobody"));
        Identity identity =
                new Identity(
                        id,
                        text(me, "displayName").orElse(""),
                        preferredUsername(me, email),
                        Optional.of(
                                settings.emailToLowercase()
                                        ? email.toLowerCase(Locale.ROOT)
                                        : email),
                        true,
                        readsGroups(asked) ? graph.groups(held.accessToken(), id) : List.of());
        return new Login(identity, held.write());
    }

    /// A restriction holds whether or not anybody asked for groups and whatever the tenant is:
    /// where Graph does not tell the groups, nobody is let in.
    private boolean readsGroups(Asked asked) {
        return !settings.groups().required().isEmpty()
                || (asked.groups() && settings.place().oneTenant());
    }

    private Optional<String> preferredUsername(JsonNode me, String email) {
        return switch (settings.preferredUsername()) {
            case NONE -> Optional.empty();
            case NAME -> text(me, "displayName");
            case EMAIL -> Optional.of(email);
            case MAIL_NICKNAME -> text(me, "mailNickname");
            case ON_PREMISES_SAM_ACCOUNT_NAME -> text(me, "onPremisesSamAccountName");
        };
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.of(node.path(name).asString("")).filter(text -> !text.isEmpty());
    }
}
