package dev.atrium.dex.flow;

import dev.atrium.http.Parameters;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.Logins;
import java.util.List;
import java.util.Map;

/// The addresses between the steps. Their shapes are a contract: programs that log people in parse
/// them.
final class FlowPaths {
    private final Profile profile;
    private final Logins logins;

    FlowPaths(Profile profile, Logins logins) {
        this.profile = profile;
        this.logins = logins;
    }

    String connector(String id, Parameters parameters) {
        return root() + "/auth/" + segment(id) + "?" + parameters.sorted().encode();
    }

    String list(Parameters parameters) {
        return root() + "/auth?" + parameters.sorted().encode();
    }

    /// @param back where the page's link to other ways of logging in leads, empty for none
    String passwordForm(String id, String back, String reference) {
        return root()
                + "/auth/"
                + segment(id)
                + "/login?"
                + Parameters.of(Map.of("back", List.of(back), "state", List.of(reference)))
                        .sorted()
                        .encode();
    }

    String dispatcher(AuthorizationRequest request, String reference, Logins.Step step) {
        return root() + "/auth?" + proven(request, reference, step);
    }

    String approval(AuthorizationRequest request, String reference) {
        return root() + "/approval?" + proven(request, reference, Logins.Step.APPROVAL);
    }

    /// Where upstreams send the browser back to.
    String callback() {
        return profile.url("/callback");
    }

    private String proven(AuthorizationRequest request, String reference, Logins.Step step) {
        return Parameters.of(
                        Map.of(
                                "hmac", List.of(logins.proof(request, step)),
                                "req", List.of(reference)))
                .sorted()
                .encode();
    }

    private String root() {
        return profile.issuerPath();
    }

    private static String segment(String id) {
        return Parameters.encode(id).replace("+", "%20");
    }
}
