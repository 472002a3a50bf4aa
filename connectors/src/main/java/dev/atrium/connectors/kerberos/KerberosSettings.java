package dev.atrium.connectors.kerberos;

import java.util.Optional;

/// How tickets are read, and whom one makes somebody.
///
/// @param service whose key opens the tickets; empty for whichever the keytab has
/// @param expectedRealm of the people, in any case; see [Acceptor]
/// @param name what of a principal is the name to look up
/// @param fallsBack whether who has no ticket may fill in the form
public record KerberosSettings(
        Keytab keytab,
        Optional<String> service,
        Optional<String> expectedRealm,
        Name name,
        boolean fallsBack) {
    public enum Name {
        /// All before the `@`.
        LOCAL_PART,
        WHOLE
    }
}
