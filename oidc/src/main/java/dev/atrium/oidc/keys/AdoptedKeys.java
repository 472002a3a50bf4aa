package dev.atrium.oidc.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Notifications;
import dev.atrium.storage.Tx;
import java.security.PrivateKey;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Brings in the keys of a server that this one takes the place of, so that relying parties find
/// the key of every token that they hold, and meet no new one at once.
public final class AdoptedKeys {
    private final KeyStore store;
    private final String issuer;

    public AdoptedKeys(MasterKey master, String issuer) {
        this.store = new KeyStore(master);
        this.issuer = issuer;
    }

    /// From now on this key signs, for a whole period; one that is here already stays as it is.
    ///
    /// @param jwk with its private part (RFC 7517)
    /// @throws IllegalArgumentException when it is not a key that can sign here
    public void signing(Tx tx, String jwk, Instant now) {
        JWK key = parse(jwk);
        if (!(key instanceof AsymmetricJWK pair)) {
            throw new IllegalArgumentException("the signing key is no pair of keys");
        }
        PublishedKey published = published(key);
        store.insertMissing(
                tx,
                new SigningKey(
                        published.kid(),
                        published.algorithm(),
                        privateKey(published, pair),
                        published.publicKey(),
                        now.truncatedTo(ChronoUnit.SECONDS)),
                now);
        Notifications.notify(tx, KeyRing.CHANNEL, issuer);
    }

    /// What this key signed counts until then.
    ///
    /// @throws IllegalArgumentException when it is not a key of a kind that is known here
    public void verifying(Tx tx, String jwk, Instant expires) {
        store.putVerifying(tx, published(parse(jwk)), expires);
        Notifications.notify(tx, KeyRing.CHANNEL, issuer);
    }

    private static JWK parse(String jwk) {
        try {
            return JWK.parse(jwk);
        } catch (ParseException _) {
            // The parser quotes what it does not understand.
            throw new IllegalArgumentException("a key is not a JSON Web Key of a known kind");
        }
    }

    private static PublishedKey published(JWK key) {
        try {
            return switch (key) {
                case RSAKey rsa when fits(rsa, SigningAlgorithm.RS256) ->
                        new PublishedKey(kid(rsa), SigningAlgorithm.RS256, rsa.toRSAPublicKey());
                case ECKey ec
                        when ec.getCurve().equals(Curve.P_256)
                                && fits(ec, SigningAlgorithm.ES256) ->
                        new PublishedKey(kid(ec), SigningAlgorithm.ES256, ec.toECPublicKey());
                default ->
                        throw new IllegalArgumentException(
                                "key "
                                        + kid(key)
                                        + " is for "
                                        + (key.getAlgorithm() == null
                                                ? key.getKeyType()
                                                : key.getAlgorithm())
                                        + ", and only RS256 and ES256 are known here");
            };
        } catch (JOSEException _) {
            throw new IllegalArgumentException("key " + kid(key) + " is damaged");
        }
    }

    private static boolean fits(JWK key, SigningAlgorithm algorithm) {
        return key.getAlgorithm() == null || key.getAlgorithm().getName().equals(algorithm.name());
    }

    private static PrivateKey privateKey(PublishedKey published, AsymmetricJWK pair) {
        try {
            PrivateKey key = pair.toPrivateKey();
            if (key == null) {
                throw new IllegalArgumentException(
                        "key " + published.kid() + " has no private part");
            }
            return key;
        } catch (JOSEException _) {
            throw new IllegalArgumentException("key " + published.kid() + " is damaged");
        }
    }

    private static String kid(JWK key) {
        if (key.getKeyID() == null) {
            throw new IllegalArgumentException("a key has no id");
        }
        return key.getKeyID();
    }
}
