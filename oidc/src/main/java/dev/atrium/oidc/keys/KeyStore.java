package dev.atrium.oidc.keys;

import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.List;

/// Signing keys as rows; the private part sealed under the master key.
final class KeyStore {
    private static final String PURPOSE = "oidc.signing_keys";

    private final MasterKey master;

    KeyStore(MasterKey master) {
        this.master = master;
    }

    /// Every key, the latest to sign first.
    List<SigningKey> all(Tx tx) {
        return tx.sql()
                .createQuery(
                        """
                        select kid, algorithm, sealed_private_key, public_key, signs_from
                        from <schema>.signing_keys
                        order by signs_from desc
                        """)
                .map(
                        (row, _) ->
                                open(
                                        row.getString("kid"),
                                        SigningAlgorithm.valueOf(row.getString("algorithm")),
                                        row.getBytes("sealed_private_key"),
                                        row.getBytes("public_key"),
                                        row.getTimestamp("signs_from").toInstant()))
                .list();
    }

    void insert(Tx tx, SigningKey key, Instant now) {
        insert(tx, key, now, "");
    }

    void insertMissing(Tx tx, SigningKey key, Instant now) {
        insert(tx, key, now, "on conflict (kid) do nothing");
    }

    private void insert(Tx tx, SigningKey key, Instant now, String otherwise) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.signing_keys
                            (kid, algorithm, sealed_private_key, public_key, signs_from, created_at)
                        values (:kid, :algorithm, :private, :public, :signsFrom, :now)
                        """
                                + otherwise)
                .bind("kid", key.kid())
                .bind("algorithm", key.algorithm().name())
                .bind("private", master.seal(PURPOSE, key.kid(), key.privateKey().getEncoded()))
                .bind("public", key.publicKey().getEncoded())
                .bind("signsFrom", key.signsFrom())
                .bind("now", now)
                .execute();
    }

    void delete(Tx tx, String kid) {
        tx.sql()
                .createUpdate("delete from <schema>.signing_keys where kid = :kid")
                .bind("kid", kid)
                .execute();
    }

    /// Keys of a predecessor whose signatures still count.
    List<PublishedKey> verifying(Tx tx, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select kid, algorithm, public_key
                        from <schema>.verification_keys
                        where expires_at > :now
                        order by expires_at desc
                        """)
                .bind("now", now)
                .map(
                        (row, _) ->
                                published(
                                        row.getString("kid"),
                                        SigningAlgorithm.valueOf(row.getString("algorithm")),
                                        row.getBytes("public_key")))
                .list();
    }

    void putVerifying(Tx tx, PublishedKey key, Instant expires) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.verification_keys (kid, algorithm, public_key, expires_at)
                        values (:kid, :algorithm, :public, :expires)
                        on conflict (kid) do update set expires_at = excluded.expires_at
                        """)
                .bind("kid", key.kid())
                .bind("algorithm", key.algorithm().name())
                .bind("public", key.publicKey().getEncoded())
                .bind("expires", expires)
                .execute();
    }

    private static PublishedKey published(
            String kid, SigningAlgorithm algorithm, byte[] publicKey) {
        try {
            return new PublishedKey(
                    kid,
                    algorithm,
                    algorithm.factory().generatePublic(new X509EncodedKeySpec(publicKey)));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("public key " + kid + " cannot be read", unreadable);
        }
    }

    private SigningKey open(
            String kid,
            SigningAlgorithm algorithm,
            byte[] sealed,
            byte[] publicKey,
            Instant signsFrom) {
        try {
            KeyFactory factory = algorithm.factory();
            return new SigningKey(
                    kid,
                    algorithm,
                    factory.generatePrivate(
                            new PKCS8EncodedKeySpec(master.open(PURPOSE, kid, sealed))),
                    factory.generatePublic(new X509EncodedKeySpec(publicKey)),
                    signsFrom);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("signing key " + kid + " cannot be read", unreadable);
        }
    }
}
