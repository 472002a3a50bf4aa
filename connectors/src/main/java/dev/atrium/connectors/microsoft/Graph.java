package dev.atrium.connectors.microsoft;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The calls of Microsoft Graph that a login needs.
final class Graph {
    private static final int IDS_PER_CALL = 1_000;
    private static final int MOST_PAGES = 100;
    private static final String ME =
            "/v1.0/me?$select=id,displayName,userPrincipalName,mailNickname,onPremisesSamAccountName";

    private final MicrosoftSettings settings;
    private final Api api;

    Graph(MicrosoftSettings settings, OutgoingHttp http) {
        this.settings = settings;
        this.api = new Api("microsoft", http);
    }

    JsonNode me(String token) throws UpstreamException {
        return api.get(at(ME), Api.bearer(token));
    }

    /// @throws UpstreamException when none of the required ones is among them
    List<String> groups(String token, String userId) throws UpstreamException {
        MicrosoftSettings.Groups wanted = settings.groups();
        List<String> ids = ids(token);
        List<String> groups =
                wanted.format() == MicrosoftSettings.Format.ID ? ids : names(token, ids);
        if (wanted.required().isEmpty()) {
            return groups;
        }
        Set<String> required = new HashSet<>(wanted.required());
        List<String> among = groups.stream().filter(required::contains).toList();
        if (among.isEmpty()) {
            throw new UpstreamException(
                    Kind.NOT_IN_REQUIRED_GROUP,
                    "microsoft: user " + userId + " not in any of the required groups");
        }
        return wanted.onlyRequired() ? among : groups;
    }

    private List<String> ids(String token) throws UpstreamException {
        Map<String, Object> body = Map.of("securityEnabledOnly", settings.groups().onlySecurity());
        List<String> ids = new ArrayList<>();
        URI first = at("/v1.0/me/getMemberGroups");
        Optional<URI> address = Optional.of(first);
        for (int pages = 0; address.isPresent() && pages < MOST_PAGES; pages++) {
            JsonNode page = api.post(address.orElseThrow(), body, Api.bearer(token));
            page.path("value").forEach(id -> ids.add(id.asString("")));
            String next = page.path("@odata.nextLink").asString("");
            address = next.isEmpty() ? Optional.empty() : Optional.of(api.sameServer(first, next));
        }
        return ids;
    }

    private List<String> names(String token, List<String> ids) throws UpstreamException {
        List<String> names = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_CALL) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_CALL));
            JsonNode page =
                    api.post(
                            at("/v1.0/directoryObjects/getByIds"),
                            Map.of("ids", some, "types", List.of("group")),
                            Api.bearer(token));
            page.path("value").forEach(group -> names.add(group.path("displayName").asString("")));
        }
        return names;
    }

    private URI at(String path) {
        return URI.create(settings.place().graph() + path);
    }
}
