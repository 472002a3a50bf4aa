package dev.atrium.connectors.google;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Credential;
import dev.atrium.connectors.oidc.OidcConnector;
import dev.atrium.connectors.oidc.OidcSettings;
import dev.atrium.connectors.oidc.UpstreamState;
import dev.atrium.http.Request;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Google's accounts.
public final class GoogleConnector implements RedirectConnector, RefreshableConnector {
    private final GoogleSettings settings;
    private final OidcConnector provider;
    private final Optional<Directory> directory;

    public GoogleConnector(GoogleSettings settings, OutgoingHttp http, RandomIds ids, Clock clock) {
        this.settings = settings;
        this.provider = new OidcConnector(oidc(settings), http, ids, clock);
        this.directory = settings.directory().map(place -> new Directory(place, http, clock));
    }

    private static OidcSettings oidc(GoogleSettings settings) {
        Secret secret =
                settings.registration().credential() instanceof Credential.Secret given
                        ? given.value()
                        : Secret.of("");
        return new OidcSettings(
                settings.issuer().toString(),
                Optional.empty(),
                settings.registration().clientId(),
                secret,
                settings.registration().redirectUri(),
                settings.scopes(),
                OidcSettings.Endpoints.DISCOVERED,
                Optional.empty(),
                false,
                settings.promptType(),
                List.of(),
                OidcSettings.Challenge.DISCOVERED,
                hostedDomain(settings.hostedDomains()),
                OidcSettings.Mapping.LENIENT);
    }

    /// Google then offers only accounts of that domain, or of any organization's.
    private static Map<String, List<String>> hostedDomain(List<String> domains) {
        return switch (domains.size()) {
            case 0 -> Map.of();
            case 1 -> Map.of("hd", domains);
            default -> Map.of("hd", List.of("*"));
        };
    }

    @Override
    public String type() {
        return "google";
    }

    @Override
    public void check() throws UpstreamException {
        provider.check();
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        return provider.depart(asked, callback, state);
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        return checked(asked, provider.arrive(asked, callback, memory, answer), "");
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        String token = new String(upstreamState, StandardCharsets.UTF_8);
        return checked(
                asked, provider.refresh(asked, known, UpstreamState.of(token)), known.username());
    }

    /// @param name to keep, since what Google sends at a refresh may lack it
    private Login checked(Asked asked, Login login, String name) throws UpstreamException {
        Identity found = login.identity();
        checkDomain(found, login.claims());
        Identity identity =
                new Identity(
                        found.userId(),
                        found.username().isEmpty() ? name : found.username(),
                        Optional.empty(),
                        found.email(),
                        found.emailVerified(),
                        groups(asked, found.email().orElse("")));
        String refreshToken = UpstreamState.refreshToken(login.upstreamState());
        return new Login(identity, refreshToken.getBytes(StandardCharsets.UTF_8), login.claims());
    }

    private void checkDomain(Identity found, Map<String, Object> claims) throws UpstreamException {
        if (settings.hostedDomains().isEmpty()) {
            return;
        }
        String domain = claims.get("hd") instanceof String text ? text : "";
        if (!settings.hostedDomains().contains(domain)) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "google: the account " + found.userId() + " is not of a configured domain");
        }
    }

    /// A restriction holds whether or not anybody asked for groups.
    private List<String> groups(Asked asked, String email) throws UpstreamException {
        boolean restricted = !settings.groups().isEmpty();
        if (directory.isEmpty()) {
            if (restricted) {
                throw new UpstreamException(
                        Kind.NOT_IN_REQUIRED_GROUP,
                        "google: groups is set and no directory is configured to read them from,"
                                + " so nobody can be in one (see domainToAdminEmail)");
            }
            return List.of();
        }
        if (!restricted && !asked.groups()) {
            return List.of();
        }
        List<String> groups = directory.orElseThrow().groups(email);
        if (!restricted) {
            return groups;
        }
        List<String> among = groups.stream().filter(settings.groups()::contains).toList();
        if (among.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "google: user \"" + email + "\" is not in any of the required groups");
        }
        return among;
    }
}
