package dev.atrium.dex.upstream;

import dev.atrium.storage.Columns;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Added upstreams as rows.
public final class ConnectorStore {
    private static final String PURPOSE = "dex.connectors";
    private static final String SELECT =
            "select id, type, name, sealed_config, grants, version from <schema>.connectors ";
    private static final FrequentSql ALL = FrequentSql.of(SELECT + "order by updated_at, ctid");
    private static final FrequentSql ONE = FrequentSql.of(SELECT + "where id = :id");

    private final MasterKey master;

    public ConnectorStore(MasterKey master) {
        this.master = master;
    }

    /// @return false when the id is taken
    boolean insert(Tx tx, StoredConnector connector, Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                insert into <schema>.connectors (id, type, name, sealed_config, grants, version, updated_at)
                                values (:id, :type, :name, :config, :grants, :version, :now)
                                on conflict (id) do nothing
                                """)
                        .bind("id", connector.id())
                        .bind("type", connector.type())
                        .bind("name", connector.name())
                        .bind("config", master.seal(PURPOSE, connector.id(), connector.config()))
                        .bindArray("grants", String.class, connector.grants())
                        .bind("version", connector.version())
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// Puts an upstream in the place of whoever had its id, as a later version of it.
    public void put(Tx tx, StoredConnector connector, Instant now) {
        Optional<StoredConnector> before = lock(tx, connector.id());
        if (before.isEmpty()) {
            insert(tx, connector, now);
        } else {
            update(
                    tx,
                    connector.withVersion(
                            Math.max(connector.version(), before.orElseThrow().version() + 1)),
                    now);
        }
    }

    void update(Tx tx, StoredConnector connector, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        update <schema>.connectors
                        set type = :type, name = :name, sealed_config = :config, grants = :grants,
                            version = :version, updated_at = :now
                        where id = :id
                        """)
                .bind("id", connector.id())
                .bind("type", connector.type())
                .bind("name", connector.name())
                .bind("config", master.seal(PURPOSE, connector.id(), connector.config()))
                .bindArray("grants", String.class, connector.grants())
                .bind("version", connector.version())
                .bind("now", now)
                .execute();
    }

    Optional<StoredConnector> find(Tx tx, String id) {
        return tx.read(
                ONE.with("id", id),
                row -> row.next() ? Optional.of(connector(row)) : Optional.empty());
    }

    Optional<StoredConnector> lock(Tx tx, String id) {
        return tx.sql()
                .createQuery(SELECT + "where id = :id for update")
                .bind("id", id)
                .map((row, _) -> connector(row))
                .findOne();
    }

    List<StoredConnector> all(Tx tx) {
        return tx.read(
                ALL.with(Map.of()),
                rows -> {
                    List<StoredConnector> all = new ArrayList<>();
                    while (rows.next()) {
                        all.add(connector(rows));
                    }
                    return all;
                });
    }

    public boolean delete(Tx tx, String id) {
        return tx.sql()
                        .createUpdate("delete from <schema>.connectors where id = :id")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    private StoredConnector connector(ResultSet row) throws SQLException {
        String id = row.getString("id");
        return new StoredConnector(
                id,
                row.getString("type"),
                row.getString("name"),
                master.open(PURPOSE, id, row.getBytes("sealed_config")),
                Columns.texts(row, "grants"),
                row.getInt("version"));
    }
}
