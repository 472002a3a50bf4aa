package dev.atrium.membership.issuer;

import dev.atrium.membership.access.Scope;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.fctl.FctlClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The person at the browser while a recorded fctl waits.
record Approver(Servers servers, Browser browser, FakeClock clock) implements FctlClient.Waiting {
    /// What fctl asks for when it wants an organization's token.
    static String organizationScopes() {
        return Stream.concat(
                        Stream.of("openid", "offline_access"),
                        Arrays.stream(Scope.values())
                                .filter(scope -> scope != Scope.ORGANIZATION_UPDATE_FEATURES)
                                .map(Scope::label)
                                .filter(label -> label.startsWith("organization:")))
                .collect(Collectors.joining(" "));
    }

    @Override
    public void polls() {
        clock.advance(Duration.ofSeconds(3));
    }

    @Override
    public void approve(String userCode) {
        decide(userCode, "approve");
    }

    @Override
    public void deny(String userCode) {
        decide(userCode, "deny");
    }

    private void decide(String userCode, String decision) {
        Browser.Page page = browser.get(servers.issuer + "/device?user_code=" + userCode);
        if (page.text().contains("id=\"password\"")) {
            page = browser.logIn(page, "ada");
        }
        browser.submit(page, Map.of("decision", decision));
    }
}
