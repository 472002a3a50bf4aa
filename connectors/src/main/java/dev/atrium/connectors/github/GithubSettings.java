package dev.atrium.connectors.github;

import dev.atrium.connectors.codeflow.CodeFlow;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.kernel.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// How GitHub is asked.
///
/// @param orgs of which a person must be in one; empty for no restriction
/// @param legacyOrg whose teams become groups without its name; nobody has to be in it
/// @param loadAllGroups whether, without `orgs`, every organization and team becomes a group
/// @param loginAsId whether the login name, which can change, is the user id
/// @param preferredEmailDomain of an address that is taken rather than the public or primary one,
///     whose labels may be `*`
public record GithubSettings(
        Registration registration,
        Place place,
        List<Org> orgs,
        Optional<String> legacyOrg,
        TeamName teamName,
        boolean loadAllGroups,
        boolean loginAsId,
        Optional<String> preferredEmailDomain) {
    public GithubSettings {
        orgs = List.copyOf(orgs);
    }

    /// Where it is.
    ///
    /// @param enterprise whether addresses are taken although nobody verified them, since an
    ///     installation of its own may send no mail
    public record Place(URI web, URI api, boolean enterprise) {
        public static final Place GITHUB =
                new Place(
                        URI.create("https://github.com"),
                        URI.create("https://api.github.com"),
                        false);

        public static Place enterprise(String host) {
            return new Place(
                    URI.create("https://" + host), URI.create("https://" + host + "/api/v3"), true);
        }

        CodeFlow.Endpoints endpoints() {
            return new CodeFlow.Endpoints(
                    URI.create(web + "/login/oauth/authorize"),
                    URI.create(web + "/login/oauth/access_token"));
        }
    }

    /// @param teams of which a person must be in one; empty for the organization itself
    public record Org(String name, List<String> teams) {
        public Org {
            teams = List.copyOf(teams);
        }
    }

    /// What a team is called.
    public enum TeamName {
        NAME,
        SLUG,
        BOTH
    }

    /// Anybody who has an account.
    public static GithubSettings of(String clientId, Secret clientSecret) {
        return new GithubSettings(
                Registration.of(clientId, clientSecret),
                Place.GITHUB,
                List.of(),
                Optional.empty(),
                TeamName.NAME,
                false,
                false,
                Optional.empty());
    }
}
