package dev.atrium.dex.person;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.dex.token.DexIdentity;
import dev.atrium.kernel.Json;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// People as rows; what a connector left behind for a refresh is part of an identity, so it is
/// sealed.
public final class PersonStore {
    private static final String PURPOSE = "dex.people";

    private final MasterKey master;

    public PersonStore(MasterKey master) {
        this.master = master;
    }

    void put(Tx tx, PersonId id, DexIdentity identity, Instant now) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.people (user_id, connector_id, sealed_identity, created_at, last_login_at)
                        values (:user, :connector, :identity, :now, :now)
                        on conflict (user_id, connector_id) do update
                        set sealed_identity = excluded.sealed_identity, last_login_at = excluded.last_login_at
                        """)
                .bind("user", id.userId())
                .bind("connector", id.connector().value())
                .bind("identity", master.seal(PURPOSE, id.subject(), Json.bytes(identity.write())))
                .bind("now", now)
                .execute();
    }

    /// Takes over somebody unless they have logged in here since.
    public void adopt(Tx tx, Person person) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.people (user_id, connector_id, sealed_identity, created_at, last_login_at)
                        values (:user, :connector, :identity, :created, :login)
                        on conflict (user_id, connector_id) do update
                        set sealed_identity = excluded.sealed_identity, created_at = excluded.created_at,
                            last_login_at = excluded.last_login_at
                        where people.last_login_at < excluded.last_login_at
                        """)
                .bind("user", person.id().userId())
                .bind("connector", person.id().connector().value())
                .bind(
                        "identity",
                        master.seal(
                                PURPOSE,
                                person.id().subject(),
                                Json.bytes(person.identity().write())))
                .bind("created", person.created())
                .bind("login", person.lastLogin())
                .execute();
    }

    Optional<Person> find(Tx tx, PersonId id) {
        return tx.sql()
                .createQuery(
                        """
                        select user_id, connector_id, sealed_identity, created_at, last_login_at
                        from <schema>.people
                        where user_id = :user and connector_id = :connector
                        """)
                .bind("user", id.userId())
                .bind("connector", id.connector().value())
                .map((row, _) -> person(row))
                .findOne();
    }

    List<Person> all(Tx tx) {
        return tx.sql()
                .createQuery(
                        """
                        select user_id, connector_id, sealed_identity, created_at, last_login_at
                        from <schema>.people
                        order by connector_id, user_id
                        """)
                .map((row, _) -> person(row))
                .list();
    }

    public boolean delete(Tx tx, PersonId id) {
        return tx.sql()
                        .createUpdate(
                                """
                                with gone as (
                                    delete from <schema>.consents
                                    where user_id = :user and connector_id = :connector
                                )
                                delete from <schema>.people
                                where user_id = :user and connector_id = :connector
                                """)
                        .bind("user", id.userId())
                        .bind("connector", id.connector().value())
                        .execute()
                == 1;
    }

    private Person person(ResultSet row) throws SQLException {
        PersonId id =
                new PersonId(
                        row.getString("user_id"), new ConnectorId(row.getString("connector_id")));
        return new Person(
                id,
                DexIdentity.read(
                        Json.mapper()
                                .readTree(
                                        master.open(
                                                PURPOSE,
                                                id.subject(),
                                                row.getBytes("sealed_identity")))),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("last_login_at").toInstant());
    }
}
