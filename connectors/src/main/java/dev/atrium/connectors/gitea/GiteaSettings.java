package dev.atrium.connectors.gitea;

import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.Registration;
import java.net.URI;
import java.util.List;

/// How Gitea is asked.
///
/// @param orgs of which a person must be in one; empty for no restriction
/// @param loadAllGroups whether, without `orgs`, every organization and team becomes a group
/// @param loginAsId whether the login name, which can change, is the user id
public record GiteaSettings(
        Registration registration,
        URI base,
        List<Org> orgs,
        boolean loadAllGroups,
        boolean loginAsId) {
    public GiteaSettings {
        orgs = List.copyOf(orgs);
    }

    /// @param teams of which a person must be in one; empty for the organization itself
    public record Org(String name, List<String> teams) {
        public Org {
            teams = List.copyOf(teams);
        }
    }

    CodeFlow.Endpoints endpoints() {
        return new CodeFlow.Endpoints(
                URI.create(base + "/login/oauth/authorize"),
                URI.create(base + "/login/oauth/access_token"));
    }
}
