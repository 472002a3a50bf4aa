package dev.atrium.membership.issuer.login;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.github.GithubConnector;
import dev.atrium.connectors.github.GithubSettings;
import dev.atrium.connectors.google.GoogleConnector;
import dev.atrium.connectors.google.GoogleSettings;
import dev.atrium.connectors.microsoft.MicrosoftConnector;
import dev.atrium.connectors.microsoft.MicrosoftSettings;
import dev.atrium.connectors.oidc.OidcConnector;
import dev.atrium.connectors.oidc.OidcSettings;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.provider.AuthenticationProvider;
import dev.atrium.membership.provider.ProviderStore;
import dev.atrium.membership.provider.Providers;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Organizations' own providers. They are read anew at each step, since their administrators change
/// them while the process runs; a login that is under way when that happens fails.
public final class HomeUpstreams {
    private static final String PREFIX = "organization/";

    private final Database database;
    private final ProviderStore store;
    private final OutgoingHttp http;
    private final RandomIds ids;
    private final Clock clock;

    /// @param http for addresses that tenants chose
    public HomeUpstreams(
            Database database, ProviderStore store, OutgoingHttp http, RandomIds ids, Clock clock) {
        this.database = database;
        this.store = store;
        this.http = http;
        this.ids = ids;
        this.clock = clock;
    }

    /// By the domain of an e-mail address.
    Optional<Upstream> ofAddress(String email) {
        int at = email.lastIndexOf('@');
        String domain = email.substring(at + 1).strip();
        return at < 1 || domain.isEmpty() || domain.length() > 253 || domain.indexOf('\0') >= 0
                ? Optional.empty()
                : database.read(tx -> store.ofDomain(tx, domain)).flatMap(this::upstream);
    }

    Optional<Upstream> find(ConnectorId id) {
        if (!id.value().startsWith(PREFIX)) {
            return Optional.empty();
        }
        String provider = id.value().substring(PREFIX.length());
        return database.read(tx -> store.byId(tx, provider)).flatMap(this::upstream);
    }

    private Optional<Upstream> upstream(AuthenticationProvider provider) {
        return connector(provider.asked())
                .map(
                        connector ->
                                new Upstream(
                                        new ConnectorId(PREFIX + provider.id()),
                                        Providers.identityIssuer(provider.id()),
                                        Optional.of(provider.organization()),
                                        provider.asked().name(),
                                        connector));
    }

    private Optional<RedirectConnector> connector(AuthenticationProvider.Asked asked) {
        return switch (asked.kind()) {
            case OIDC ->
                    asked.place()
                            .issuer()
                            .filter(issuer -> !issuer.isEmpty())
                            .map(
                                    issuer ->
                                            new OidcConnector(
                                                    OidcSettings.of(
                                                            issuer,
                                                            asked.clientId(),
                                                            asked.clientSecret(),
                                                            List.of("openid", "email", "profile")),
                                                    http,
                                                    ids,
                                                    clock));
            case GOOGLE ->
                    Optional.of(
                            new GoogleConnector(
                                    GoogleSettings.of(
                                            asked.clientId(), asked.clientSecret(), List.of()),
                                    http,
                                    ids,
                                    clock));
            case GITHUB ->
                    Optional.of(
                            new GithubConnector(
                                    GithubSettings.of(asked.clientId(), asked.clientSecret()),
                                    http,
                                    clock));
            case MICROSOFT ->
                    Optional.of(
                            new MicrosoftConnector(
                                    MicrosoftSettings.of(
                                            asked.clientId(),
                                            asked.clientSecret(),
                                            asked.place().tenant().orElse("common")),
                                    http,
                                    clock));
        };
    }
}
