package dev.atrium.dex.takeover;

import java.util.List;
import java.util.Set;

/// What is taken over, in the order in which it is written.
public enum Kind {
    CLIENT(
            "client",
            "oauth2clients",
            "id secret redirect_uris trusted_peers public name",
            "id",
            "OAuth2Client"),
    PASSWORD("password", "passwords", "email hash username user_id", "email", "Password"),
    CONNECTOR("connector", "connectors", "id type name config", "id", "Connector"),
    KEYS("keys", "keys", "id verification_keys signing_key signing_key_pub", "id", "SigningKey"),
    PERSON(
            "user_identity",
            "user_identities",
            "user_id connector_id last_login",
            "user_id connector_id",
            "UserIdentity"),
    SESSION("auth_session", "auth_sessions", "id secret user_id connector_id", "id", "AuthSession"),
    REFRESH_TOKEN(
            "refresh_token",
            "refresh_tokens",
            "id client_id scopes nonce claims_user_id connector_id token created_at last_used obsolete_token",
            "id",
            "RefreshToken");

    private final String table;
    private final String generatedTable;
    private final String columns;
    private final String key;
    private final String object;

    Kind(String table, String generatedTable, String columns, String key, String object) {
        this.table = table;
        this.generatedTable = generatedTable;
        this.columns = columns;
        this.key = key;
        this.object = object;
    }

    /// In Dex's SQL schema.
    String table() {
        return table;
    }

    /// In the schema of a Dex with DEX_ENT_ENABLED.
    String generatedTable() {
        return generatedTable;
    }

    /// Without which a table cannot be understood; releases have added others.
    Set<String> columns() {
        return Set.of(columns.split(" ", -1));
    }

    /// The columns that name a row.
    List<String> key() {
        return List.of(key.split(" ", -1));
    }

    /// The kind of the custom resource.
    String object() {
        return object;
    }

    /// Whether every Dex that is supported has it; the others came later.
    boolean always() {
        return this != PERSON && this != SESSION;
    }
}
