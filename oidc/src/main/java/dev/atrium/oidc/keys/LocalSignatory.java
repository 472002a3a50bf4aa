package dev.atrium.oidc.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;

/// Signs with the keys of the database.
final class LocalSignatory implements Signatory {
    private final KeyRing keys;
    private final Optional<Provider> provider;
    private volatile Optional<Prepared> prepared = Optional.empty();

    /// @param provider of RSA signatures, empty for the JDK's own
    LocalSignatory(KeyRing keys, Optional<Provider> provider) {
        this.keys = keys;
        this.provider = provider;
    }

    @Override
    public Key current() {
        SigningKey key = keys.signing();
        Optional<Prepared> known = prepared.filter(last -> last.kid().equals(key.kid()));
        if (known.isEmpty()) {
            known = Optional.of(new Prepared(key.kid(), key.algorithm(), own(key)));
            prepared = known;
        }
        return known.orElseThrow();
    }

    /// A key as its provider has it, which takes as long to make from another form as a signature
    /// does.
    private final class Prepared implements Key {
        private final String kid;
        private final SigningAlgorithm algorithm;
        private final PrivateKey privateKey;

        private Prepared(String kid, SigningAlgorithm algorithm, PrivateKey privateKey) {
            this.kid = kid;
            this.algorithm = algorithm;
            this.privateKey = privateKey;
        }

        @Override
        public String kid() {
            return kid;
        }

        @Override
        public SigningAlgorithm algorithm() {
            return algorithm;
        }

        @Override
        public byte[] sign(byte[] input) {
            try {
                Signature signature = signature(algorithm);
                signature.initSign(privateKey);
                signature.update(input);
                return signature.sign();
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException("a token cannot be signed", failure);
            }
        }
    }

    private PrivateKey own(SigningKey key) {
        if (!isNative(key.algorithm())) {
            return key.privateKey();
        }
        try {
            return KeyFactory.getInstance("RSA", provider.orElseThrow())
                    .generatePrivate(new PKCS8EncodedKeySpec(key.privateKey().getEncoded()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("key " + key.kid() + " cannot sign", failure);
        }
    }

    private Signature signature(SigningAlgorithm algorithm) throws GeneralSecurityException {
        return isNative(algorithm)
                ? Signature.getInstance(algorithm.signature(), provider.orElseThrow())
                : Signature.getInstance(algorithm.signature());
    }

    private boolean isNative(SigningAlgorithm algorithm) {
        return provider.isPresent() && algorithm == SigningAlgorithm.RS256;
    }
}
