package dev.atrium.membership.issuer.token;

import java.util.List;
import java.util.Optional;

/// How far a token reaches, going by what its person may do now.
public sealed interface Reach {

    /// @param scopes what is granted, in the order in which it was asked for
    /// @param audience who takes the token besides the client
    record Granted(List<String> scopes, Optional<String> audience) implements Reach {
        public Granted {
            scopes = List.copyOf(scopes);
        }
    }

    /// @param sentence for whoever asked
    record Refused(String sentence) implements Reach {}
}
