package dev.atrium.membership.signin;

import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;
import java.util.List;

/// SQL of what providers call people.
final class NameStore {

    List<SignInTrail.Name> names(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select issuer, connector_id, subject from membership.identities
                        where user_id = :user
                        order by issuer, connector_id, subject
                        """)
                .bind("user", user.value())
                .map(
                        (row, _) ->
                                new SignInTrail.Name(
                                        row.getString("issuer"),
                                        row.getString("connector_id"),
                                        row.getString("subject")))
                .list();
    }
}
