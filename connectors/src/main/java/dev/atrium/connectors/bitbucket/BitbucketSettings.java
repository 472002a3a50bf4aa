package dev.atrium.connectors.bitbucket;

import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.Registration;
import java.net.URI;
import java.util.List;

/// How Bitbucket Cloud is asked.
///
/// @param workspaces of which a person must be in one, as `workspace` or, with `permissions`, as
///     `workspace:permission`; no others become groups; empty for no restriction
/// @param permissions whether a workspace is also given with what the person may do in it
public record BitbucketSettings(
        Registration registration, URI web, URI api, List<String> workspaces, boolean permissions) {
    public static final URI WEB = URI.create("https://bitbucket.org");
    public static final URI API = URI.create("https://api.bitbucket.org/2.0");

    public BitbucketSettings {
        workspaces = List.copyOf(workspaces);
    }

    boolean asksPermission(String workspace) {
        return permissions
                && (workspaces.isEmpty()
                        || workspaces.stream().anyMatch(one -> one.startsWith(workspace + ":")));
    }

    CodeFlow.Endpoints endpoints() {
        return new CodeFlow.Endpoints(
                URI.create(web + "/site/oauth2/authorize"),
                URI.create(web + "/site/oauth2/access_token"));
    }
}
