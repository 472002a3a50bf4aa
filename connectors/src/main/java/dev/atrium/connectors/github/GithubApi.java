package dev.atrium.connectors.github;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.http.Parameters;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The calls of GitHub's REST interface that a login needs.
final class GithubApi {
    private static final String VERSION = "2022-11-28";
    private static final String PAGE = "?per_page=100";

    private final GithubSettings settings;
    private final Api api;

    GithubApi(GithubSettings settings, OutgoingHttp http) {
        this.settings = settings;
        this.api = new Api("github", http);
    }

    JsonNode user(String token) throws UpstreamException {
        return api.get(at("/user"), headers(token));
    }

    /// The public address, unless a domain is preferred; else the primary one that is verified.
    String email(JsonNode user, String token) throws UpstreamException {
        String open = user.path("email").asString("");
        if (!open.isEmpty() && settings.preferredEmailDomain().isEmpty()) {
            return open;
        }
        String primary = "";
        for (JsonNode entry : api.elements(at("/user/emails" + PAGE), headers(token))) {
            String email = entry.path("email").asString("");
            if (!entry.path("verified").asBoolean(false) && !settings.place().enterprise()) {
                continue;
            }
            if (settings.preferredEmailDomain().filter(domain -> isIn(email, domain)).isPresent()) {
                return email;
            }
            if (entry.path("primary").asBoolean(false)) {
                primary = email;
            }
        }
        if (primary.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED, "github: user has no verified, primary email");
        }
        return primary;
    }

    /// A label `*` stands for any one label.
    static boolean isIn(String email, String domain) {
        String[] wanted = domain.toLowerCase(Locale.ROOT).split("\\.", -1);
        String[] labels =
                email.substring(email.lastIndexOf('@') + 1)
                        .toLowerCase(Locale.ROOT)
                        .split("\\.", -1);
        if (labels.length != wanted.length) {
            return false;
        }
        for (int index = 0; index < labels.length; index++) {
            if (!wanted[index].equals("*") && !wanted[index].equals(labels[index])) {
                return false;
            }
        }
        return true;
    }

    boolean isMember(String org, String login, String token) throws UpstreamException {
        URI address =
                at("/orgs/" + Parameters.encode(org) + "/members/" + Parameters.encode(login));
        OutgoingHttp.Answer answer = api.answer(address, headers(token));
        Optional<String> elsewhere = answer.header("Location");
        if (answer.status() / 100 == 3 && elsewhere.isPresent()) {
            // To those whom the organization shows to everybody, where GitHub does not tell this
            // application about the others.
            URI shown = api.sameServer(address, elsewhere.orElseThrow());
            answer = api.answer(shown, headers(token));
        }
        int status = answer.status();
        return switch (status) {
            case 204 -> true;
            case 301, 302, 307, 404 -> false;
            default ->
                    throw new UpstreamException(
                            status >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED,
                            "github: " + address.getPath() + " answered " + status);
        };
    }

    List<JsonNode> orgs(String token) throws UpstreamException {
        return api.elements(at("/user/orgs" + PAGE), headers(token));
    }

    List<JsonNode> teams(String token) throws UpstreamException {
        return api.elements(at("/user/teams" + PAGE), headers(token));
    }

    private URI at(String path) {
        return URI.create(settings.place().api() + path);
    }

    private static String[] headers(String token) {
        return Api.bearer(token, "X-GitHub-Api-Version", VERSION);
    }
}
