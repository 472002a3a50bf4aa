package dev.atrium.oidc.keys;

/// Who signs tokens, wherever the private key is kept.
public interface Signatory {
    /// The key of the moment.
    ///
    /// @throws SignerUnavailable when none is known
    Key current();

    /// A key that can sign; nobody sees its private part.
    interface Key {
        String kid();

        SigningAlgorithm algorithm();

        /// May call out, so it is not to be done inside a transaction.
        ///
        /// @return the signature in the form of a JWS
        /// @throws SignerUnavailable when none can be made now
        byte[] sign(byte[] input);
    }
}
