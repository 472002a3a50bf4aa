package dev.atrium.connectors.opening;

import dev.atrium.connectors.bitbucket.BitbucketSettings;
import dev.atrium.connectors.gitea.GiteaSettings;
import dev.atrium.connectors.gitlab.GitlabSettings;
import dev.atrium.connectors.openshift.OpenshiftSettings;
import dev.atrium.http.outgoing.Trust;
import java.util.List;

/// The `config` of connectors for forges and platforms, with Dex's names and defaults.
record ForgeFiles(Keys keys) {

    GitlabSettings gitlab() throws ConnectorProblem {
        return new GitlabSettings(
                keys.registration(),
                keys.address("baseURL", "https://gitlab.com"),
                keys.texts("groups"),
                keys.flag("useLoginAsID"),
                keys.flag("getGroupsPermission"),
                keys.flag("inheritedGroups"));
    }

    Trust gitlabTrust() throws ConnectorProblem {
        return keys.trust("", "rootCAData");
    }

    GiteaSettings gitea() throws ConnectorProblem {
        List<GiteaSettings.Org> orgs =
                GithubFile.orgs(keys).stream()
                        .map(org -> new GiteaSettings.Org(org.name(), org.teams()))
                        .toList();
        return new GiteaSettings(
                keys.registration(),
                keys.address("baseURL", "https://gitea.com"),
                orgs,
                keys.flag("loadAllGroups"),
                keys.flag("useLoginAsID"));
    }

    BitbucketSettings bitbucket() {
        return new BitbucketSettings(
                keys.registration(),
                BitbucketSettings.WEB,
                BitbucketSettings.API,
                keys.texts("teams"),
                keys.flag("getWorkspacePermissions"));
    }

    OpenshiftSettings openshift() throws ConnectorProblem {
        return new OpenshiftSettings(
                keys.registration(), keys.address("issuer", ""), keys.texts("groups"));
    }

    Trust openshiftTrust() throws ConnectorProblem {
        return keys.trust("insecureCA", "rootCA");
    }
}
