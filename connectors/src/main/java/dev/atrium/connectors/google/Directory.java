package dev.atrium.connectors.google;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Api;
import dev.atrium.http.Parameters;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The groups of Workspace, read with an administrator's rights.
final class Directory {
    private static final int MOST_PAGES = 100;

    private final DirectorySettings settings;
    private final Api api;
    private final ServiceAccount account;

    Directory(DirectorySettings settings, OutgoingHttp http, Clock clock) {
        this.settings = settings;
        this.api = new Api("google", http);
        this.account = new ServiceAccount(settings.accounts(), http, clock);
    }

    List<String> groups(String email) throws UpstreamException {
        String admin =
                settings.admin(email)
                        .orElseThrow(
                                () ->
                                        new UpstreamException(
                                                Kind.REFUSED,
                                                "google: no administrator is configured for the domain of "
                                                        + email));
        String token = account.token(admin, DirectorySettings.SCOPE);
        Set<String> found = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(email));
        while (!open.isEmpty()) {
            for (String group : of(open.remove(), token)) {
                if (found.add(group) && settings.transitive()) {
                    open.add(group);
                }
            }
        }
        return List.copyOf(found);
    }

    private List<String> of(String member, String token) throws UpstreamException {
        List<String> groups = new ArrayList<>();
        String next = "";
        for (int page = 0; page < MOST_PAGES; page++) {
            Parameters query = Parameters.EMPTY.with("userKey", member);
            Parameters whole = next.isEmpty() ? query : query.with("pageToken", next);
            JsonNode answer =
                    api.get(
                            URI.create(
                                    settings.api()
                                            + "/admin/directory/v1/groups?"
                                            + whole.encode()),
                            Api.bearer(token));
            answer.path("groups").forEach(group -> groups.add(group.path("email").asString("")));
            next = answer.path("nextPageToken").asString("");
            if (next.isEmpty()) {
                return groups;
            }
        }
        throw new UpstreamException(Kind.REFUSED, "google: " + member + " is in too many groups");
    }
}
