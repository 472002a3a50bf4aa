package dev.atrium.membership.issuer.login;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.oidc.OidcConnector;
import dev.atrium.connectors.oidc.OidcSettings;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The providers of the configuration: the relying party's issuer first, then the further ones; and
/// those of organizations, which nobody is shown a list of.
/// Nothing is asked of any before somebody logs in, so the order in which servers start does not
/// matter.
public final class Upstreams {
    private final List<Upstream> all;
    private final HomeUpstreams homes;

    private Upstreams(List<Upstream> all, HomeUpstreams homes) {
        this.all = List.copyOf(all);
        this.homes = homes;
    }

    /// @throws ConfigProblem for a connector of a kind that is not served
    public static Upstreams of(
            MembershipSettings.Login settings,
            OutgoingHttp http,
            HomeUpstreams homes,
            RandomIds ids,
            Clock clock) {
        List<Upstream> all = new ArrayList<>();
        settings.upstream()
                .ifPresent(
                        upstream ->
                                all.add(
                                        new Upstream(
                                                new ConnectorId("rp"),
                                                upstream.issuer().toString(),
                                                Optional.empty(),
                                                String.valueOf(upstream.issuer().getHost()),
                                                new OidcConnector(
                                                        OidcSettings.of(
                                                                upstream.issuer().toString(),
                                                                upstream.clientId(),
                                                                upstream.clientSecret(),
                                                                upstream.scopes()),
                                                        http,
                                                        ids,
                                                        clock))));
        for (MembershipSettings.UpstreamConnector connector : settings.connectors()) {
            all.add(further(connector, http, ids, clock));
        }
        return new Upstreams(all, homes);
    }

    private static Upstream further(
            MembershipSettings.UpstreamConnector connector,
            OutgoingHttp http,
            RandomIds ids,
            Clock clock) {
        ConfigNode config = connector.config();
        if (!connector.type().equals("generic") && !connector.type().equals("oidc")) {
            throw new ConfigProblem(
                    config,
                    "connectors of type \""
                            + connector.type()
                            + "\" are not available in this build (expected generic or oidc)");
        }
        String issuer = config.get("issuer").requiredText();
        List<String> scopes = config.get("scopes").texts();
        return new Upstream(
                new ConnectorId(connector.id()),
                issuer,
                Optional.empty(),
                connector.name(),
                new OidcConnector(
                        OidcSettings.of(
                                issuer,
                                connector.clientId(),
                                connector.clientSecret(),
                                scopes.isEmpty() ? List.of("email", "profile") : scopes),
                        http,
                        ids,
                        clock));
    }

    List<Upstream> all() {
        return all;
    }

    Optional<Upstream> find(ConnectorId id) {
        return all.stream()
                .filter(upstream -> upstream.id().equals(id))
                .findFirst()
                .or(() -> homes.find(id));
    }

    /// The provider of the organization whose domain the address has.
    Optional<Upstream> ofAddress(String email) {
        return homes.ofAddress(email);
    }
}
