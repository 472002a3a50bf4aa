package dev.atrium.storage;

import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import java.security.SecureRandom;
import java.util.Optional;

/// Finds the master key: the configured one, or else one that is generated into the database, so
/// that people can start with the files they have. The second is the one insecure setting that only
/// warns.
public final class MasterKeys {
    private static final String SCHEMA = "atrium";

    private MasterKeys() {}

    /// @param generated whether it lies in the database that it protects
    public record Found(MasterKey key, boolean generated) {}

    public static Found find(
            Database database, Optional<Secret> configured, SecureRandom random, RandomIds ids) {
        if (configured.isPresent()) {
            return new Found(MasterKey.of(configured.orElseThrow(), random), false);
        }
        new Migrations(database, SCHEMA, "migrations/atrium").up();
        Secret secret =
                database.write(
                        tx -> {
                            tx.sql()
                                    .createUpdate(
                                            """
                                            insert into atrium.master_keys (secret) values (:secret)
                                            on conflict do nothing
                                            """)
                                    .bind("secret", ids.token())
                                    .execute();
                            return tx.sql()
                                    .createQuery("select secret from atrium.master_keys")
                                    .mapTo(String.class)
                                    .map(Secret::of)
                                    .one();
                        });
        return new Found(MasterKey.of(secret, random), true);
    }
}
