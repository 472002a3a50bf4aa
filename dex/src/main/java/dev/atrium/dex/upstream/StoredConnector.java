package dev.atrium.dex.upstream;

import java.util.List;

/// @param type as written; nobody checked that it is one of ours
/// @param config a JSON object
/// @param grants wire names; empty for all
/// @param version grows with each change
public record StoredConnector(
        String id, String type, String name, byte[] config, List<String> grants, int version) {
    public StoredConnector {
        grants = List.copyOf(grants);
    }

    StoredConnector withVersion(int other) {
        return new StoredConnector(id, type, name, config, grants, other);
    }
}
