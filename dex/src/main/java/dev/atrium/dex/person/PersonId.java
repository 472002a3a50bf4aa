package dev.atrium.dex.person;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.dex.token.DexIdentity;
import dev.atrium.oidc.token.ProtoPair;

/// Who somebody is: the upstream's name for them, and the connector that knows it.
public record PersonId(String userId, ConnectorId connector) {
    public static PersonId of(DexIdentity identity) {
        return new PersonId(identity.login().identity().userId(), identity.connector());
    }

    /// The value of `sub`.
    public String subject() {
        return new ProtoPair(userId, connector.value()).encode();
    }
}
