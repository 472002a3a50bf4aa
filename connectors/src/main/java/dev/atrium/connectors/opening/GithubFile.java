package dev.atrium.connectors.opening;

import dev.atrium.connectors.github.GithubSettings;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `config` of a connector of type `github`, with Dex's names and defaults.
record GithubFile(Keys keys) {

    GithubSettings settings() throws ConnectorProblem {
        List<GithubSettings.Org> orgs = orgs(keys);
        Optional<String> legacy = keys.text("org");
        if (legacy.isPresent() && !orgs.isEmpty()) {
            throw keys.problem("org", "cannot use both 'org' and 'orgs' fields simultaneously");
        }
        return new GithubSettings(
                keys.registration(),
                place(),
                orgs,
                legacy,
                teamName(),
                keys.flag("loadAllGroups"),
                keys.flag("useLoginAsID"),
                preferredDomain());
    }

    Trust trust() throws ConnectorProblem {
        if (keys.text("rootCA").isPresent() && keys.text("hostName").isEmpty()) {
            throw keys.problem(
                    "rootCA",
                    "invalid connector config: Host name field required for a root certificate file");
        }
        return keys.trust("", "rootCA");
    }

    static List<GithubSettings.Org> orgs(Keys keys) {
        List<GithubSettings.Org> orgs = new ArrayList<>();
        for (ConfigNode entry : keys.at("orgs").elements()) {
            Keys org = new Keys(keys.type(), entry);
            orgs.add(new GithubSettings.Org(org.text("name", ""), org.texts("teams")));
        }
        return orgs;
    }

    private GithubSettings.Place place() throws ConnectorProblem {
        Optional<String> host = keys.text("hostName");
        if (host.isEmpty()) {
            return GithubSettings.Place.GITHUB;
        }
        if (!host.orElseThrow().matches("[A-Za-z0-9.-]+(:[0-9]+)?")) {
            throw keys.problem(
                    "hostName",
                    "invalid hostname: hostname \"" + host.orElseThrow() + "\" cannot be parsed");
        }
        return GithubSettings.Place.enterprise(host.orElseThrow());
    }

    private GithubSettings.TeamName teamName() throws ConnectorProblem {
        return switch (keys.text("teamNameField", "name")) {
            case "name" -> GithubSettings.TeamName.NAME;
            case "slug" -> GithubSettings.TeamName.SLUG;
            case "both" -> GithubSettings.TeamName.BOTH;
            case String other ->
                    throw keys.problem(
                            "teamNameField",
                            "invalid connector config: unsupported team name field value `"
                                    + other
                                    + "`");
        };
    }

    private Optional<String> preferredDomain() throws ConnectorProblem {
        Optional<String> domain = keys.text("preferredEmailDomain");
        if (domain.filter(text -> text.endsWith("*")).isPresent()) {
            throw keys.problem(
                    "preferredEmailDomain",
                    "invalid PreferredEmailDomain: glob pattern cannot end with \"*\"");
        }
        return domain;
    }
}
