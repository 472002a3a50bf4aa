package dev.atrium.connectors.gitlab;

import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.Registration;
import java.net.URI;
import java.util.List;

/// How GitLab is asked.
///
/// @param groups of which a person must be in one, as full paths; empty for no restriction
/// @param loginAsId whether the login name, which can change, is the user id
/// @param permissions whether a group is also given with what the person may do in it
/// @param inherited whether groups count that a person is in by way of another one
public record GitlabSettings(
        Registration registration,
        URI base,
        List<String> groups,
        boolean loginAsId,
        boolean permissions,
        boolean inherited) {
    public GitlabSettings {
        groups = List.copyOf(groups);
    }

    CodeFlow.Endpoints endpoints() {
        return new CodeFlow.Endpoints(
                URI.create(base + "/oauth/authorize"), URI.create(base + "/oauth/token"));
    }
}
