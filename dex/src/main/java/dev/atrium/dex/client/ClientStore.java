package dev.atrium.dex.client;

import dev.atrium.kernel.Secret;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientSecret;
import dev.atrium.storage.Columns;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Update;

/// Registered relying parties as rows.
public final class ClientStore {
    private static final String PURPOSE = "dex.clients";
    private static final String SELECT =
            """
            select id, sealed_secret, name, public, logo_url, redirect_uris, post_logout_redirect_uris,
                   trusted_peers, allowed_connectors, shares_session, refresh_lifetime, backchannel_logout_uri
            from <schema>.clients
            """;

    private final MasterKey master;

    public ClientStore(MasterKey master) {
        this.master = master;
    }

    /// @return false when the id is taken
    boolean insert(Tx tx, DexClient client, Instant now) {
        return insert(tx, client, now, "on conflict (id) do nothing");
    }

    /// Puts a client in the place of whoever had its id.
    public void put(Tx tx, DexClient client, Instant now) {
        insert(
                tx,
                client,
                now,
                """
                on conflict (id) do update
                set sealed_secret = excluded.sealed_secret, name = excluded.name, public = excluded.public,
                    logo_url = excluded.logo_url, redirect_uris = excluded.redirect_uris,
                    post_logout_redirect_uris = excluded.post_logout_redirect_uris,
                    trusted_peers = excluded.trusted_peers, allowed_connectors = excluded.allowed_connectors,
                    shares_session = excluded.shares_session, refresh_lifetime = excluded.refresh_lifetime,
                    backchannel_logout_uri = excluded.backchannel_logout_uri, updated_at = excluded.updated_at
                """);
    }

    private boolean insert(Tx tx, DexClient client, Instant now, String otherwise) {
        return bound(
                                tx.sql()
                                        .createUpdate(
                                                """
                                                insert into <schema>.clients
                                                    (id, sealed_secret, name, public, logo_url, redirect_uris,
                                                     post_logout_redirect_uris, trusted_peers, allowed_connectors,
                                                     shares_session, refresh_lifetime, backchannel_logout_uri, updated_at)
                                                values
                                                    (:id, :secret, :name, :public, :logo, :redirects, :after, :peers, :connectors,
                                                     :shares, :lifetime, :backchannel, :now)
                                                """
                                                        + otherwise),
                                client)
                        .bind(
                                "secret",
                                master.seal(
                                        PURPOSE,
                                        client.id().value(),
                                        client.plainSecret().getBytes(StandardCharsets.UTF_8)))
                        .bind("public", client.client().isPublic())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Everything but the secret and whether there is one.
    ///
    /// @return false when there is no such client
    boolean update(Tx tx, DexClient client, Instant now) {
        return bound(
                                tx.sql()
                                        .createUpdate(
                                                """
                                                update <schema>.clients
                                                set name = :name, logo_url = :logo, redirect_uris = :redirects,
                                                    post_logout_redirect_uris = :after, trusted_peers = :peers,
                                                    allowed_connectors = :connectors, shares_session = :shares,
                                                    refresh_lifetime = :lifetime, backchannel_logout_uri = :backchannel,
                                                    updated_at = :now
                                                where id = :id
                                                """),
                                client)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    private static Update bound(Update statement, DexClient client) {
        statement
                .bind("id", client.id().value())
                .bind("name", client.client().name())
                .bind("logo", client.client().logoUrl())
                .bindArray("redirects", String.class, client.client().redirectUris())
                .bindArray("after", String.class, client.client().postLogoutRedirectUris())
                .bindArray("peers", String.class, client.trustedPeers())
                .bindArray("connectors", String.class, client.allowedConnectors())
                .bind("lifetime", client.lifetime().name())
                .bind("backchannel", client.backchannelLogoutUri().orElse(""));
        if (client.sharesSession().isPresent()) {
            return statement.bindArray(
                    "shares", String.class, List.copyOf(client.sharesSession().orElseThrow()));
        }
        return statement.bindNull("shares", java.sql.Types.ARRAY);
    }

    Optional<DexClient> find(Tx tx, ClientId id) {
        return tx.sql()
                .createQuery(SELECT + "where id = :id")
                .bind("id", id.value())
                .map((row, _) -> client(row))
                .findOne();
    }

    Optional<DexClient> lock(Tx tx, ClientId id) {
        return tx.sql()
                .createQuery(SELECT + "where id = :id for update")
                .bind("id", id.value())
                .map((row, _) -> client(row))
                .findOne();
    }

    public List<DexClient> all(Tx tx) {
        return tx.sql()
                .createQuery(SELECT + "order by updated_at, ctid")
                .map((row, _) -> client(row))
                .list();
    }

    public boolean delete(Tx tx, ClientId id) {
        return tx.sql()
                        .createUpdate("delete from <schema>.clients where id = :id")
                        .bind("id", id.value())
                        .execute()
                == 1;
    }

    private DexClient client(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String secret =
                new String(
                        master.open(PURPOSE, id, row.getBytes("sealed_secret")),
                        StandardCharsets.UTF_8);
        Array shares = row.getArray("shares_session");
        Optional<Set<String>> shared =
                shares == null
                        ? Optional.empty()
                        : Optional.of(new LinkedHashSet<>(Columns.texts(row, "shares_session")));
        return new DexClient(
                new Client(
                        new ClientId(id),
                        row.getString("name"),
                        row.getBoolean("public"),
                        secret.isEmpty()
                                ? List.of()
                                : List.of(new ClientSecret.Plain(Secret.of(secret))),
                        Columns.texts(row, "redirect_uris"),
                        Columns.texts(row, "post_logout_redirect_uris"),
                        new LinkedHashSet<>(Columns.texts(row, "allowed_connectors")),
                        Columns.texts(row, "trusted_peers").stream()
                                .map(ClientId::new)
                                .collect(Collectors.toCollection(LinkedHashSet::new)),
                        Set.of(),
                        Set.of(),
                        row.getString("logo_url")),
                shared,
                RefreshLifetime.valueOf(row.getString("refresh_lifetime")),
                Optional.of(row.getString("backchannel_logout_uri")).filter(uri -> !uri.isEmpty()),
                List.of());
    }
}
