package dev.atrium.membership.provider;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// SQL of authentication providers. Their secrets are sealed, bound to the row's id.
public final class ProviderStore {
    private static final String PURPOSE = "membership.authentication_providers";

    private final MasterKey master;

    public ProviderStore(MasterKey master) {
        this.master = master;
    }

    Optional<AuthenticationProvider> find(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        "select * from membership.authentication_providers where organization_id = :organization")
                .bind("organization", organization.value())
                .map((row, _) -> provider(row))
                .findOne();
    }

    /// The same, so that nobody else changes it until the transaction ends.
    Optional<AuthenticationProvider> lock(Tx tx, OrganizationId organization) {
        return tx.sql()
                .createQuery(
                        """
                        select * from membership.authentication_providers
                        where organization_id = :organization
                        for update
                        """)
                .bind("organization", organization.value())
                .map((row, _) -> provider(row))
                .findOne();
    }

    /// That of the organization whose domain it is.
    public Optional<AuthenticationProvider> ofDomain(Tx tx, String domain) {
        return tx.sql()
                .createQuery(
                        """
                        select provider.* from membership.authentication_providers provider
                        join membership.organizations o on o.id = provider.organization_id
                        where lower(o.domain) = lower(:domain)
                        """)
                .bind("domain", domain)
                .map((row, _) -> provider(row))
                .findOne();
    }

    public Optional<AuthenticationProvider> byId(Tx tx, String id) {
        return tx.sql()
                .createQuery("select * from membership.authentication_providers where id = :id")
                .bind("id", id)
                .map((row, _) -> provider(row))
                .findOne();
    }

    /// Writes it, in place of the one before.
    void put(Tx tx, AuthenticationProvider provider) {
        AuthenticationProvider.Asked asked = provider.asked();
        tx.sql()
                .createUpdate(
                        """
                        insert into membership.authentication_providers
                            (organization_id, id, type, name, client_id, sealed_secret, config, created_at, updated_at)
                        values (:organization, :id, :type, :name, :client, :secret, cast(:config as jsonb), :created, :updated)
                        on conflict (organization_id) do update
                        set id = excluded.id, type = excluded.type, name = excluded.name,
                            client_id = excluded.client_id, sealed_secret = excluded.sealed_secret,
                            config = excluded.config, updated_at = excluded.updated_at
                        """)
                .bind("organization", provider.organization().value())
                .bind("id", provider.id())
                .bind("type", asked.kind().wire())
                .bind("name", asked.name())
                .bind("client", asked.clientId())
                .bind(
                        "secret",
                        master.seal(
                                PURPOSE,
                                provider.id(),
                                asked.clientSecret().reveal().getBytes(StandardCharsets.UTF_8)))
                .bind("config", Json.write(config(asked.place())))
                .bind("created", provider.createdAt())
                .bind("updated", provider.updatedAt())
                .execute();
    }

    boolean delete(Tx tx, OrganizationId organization) {
        return tx.sql()
                        .createUpdate(
                                "delete from membership.authentication_providers where organization_id = :organization")
                        .bind("organization", organization.value())
                        .execute()
                > 0;
    }

    /// Whom the provider has vouched for.
    List<UserId> people(Tx tx, String identityIssuer) {
        return tx.sql()
                .createQuery(
                        "select distinct user_id from membership.identities where issuer = :issuer")
                .bind("issuer", identityIssuer)
                .mapTo(String.class)
                .map(UserId::new)
                .list();
    }

    private static ObjectNode config(AuthenticationProvider.Place place) {
        ObjectNode node = Json.mapper().createObjectNode();
        place.issuer().ifPresent(issuer -> node.put("issuer", issuer));
        place.tenant().ifPresent(tenant -> node.put("tenant", tenant));
        return node;
    }

    private AuthenticationProvider provider(ResultSet row) throws SQLException {
        String id = row.getString("id");
        JsonNode config = Json.mapper().readTree(row.getString("config"));
        return new AuthenticationProvider(
                new OrganizationId(row.getString("organization_id")),
                id,
                new AuthenticationProvider.Asked(
                        Kind.of(row.getString("type")).orElseThrow(),
                        row.getString("name"),
                        row.getString("client_id"),
                        Secret.of(
                                new String(
                                        master.open(PURPOSE, id, row.getBytes("sealed_secret")),
                                        StandardCharsets.UTF_8)),
                        new AuthenticationProvider.Place(
                                text(config, "issuer"), text(config, "tenant"))),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }

    private static Optional<String> text(JsonNode config, String name) {
        return config.has(name) ? Optional.of(config.get(name).asString()) : Optional.empty();
    }
}
