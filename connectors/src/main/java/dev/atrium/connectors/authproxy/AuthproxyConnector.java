package dev.atrium.connectors.authproxy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A proxy that authenticates everybody who reaches the callback of this connector, and that takes
/// these headers away everywhere else. The bare callback, which other connectors share, is not
/// behind it, so no header is read there.
public final class AuthproxyConnector implements RedirectConnector {
    private final AuthproxySettings settings;
    private final List<Network> trusted;

    /// @throws IllegalArgumentException when a trusted proxy is no network
    public AuthproxyConnector(AuthproxySettings settings) {
        this.settings = settings;
        this.trusted = settings.trustedProxies().stream().map(Network::parse).toList();
    }

    @Override
    public String type() {
        return "authproxy";
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) {
        String own = callback + "/" + Parameters.encode(settings.id()).replace("+", "%20");
        return new Departure(
                own + "?" + Parameters.EMPTY.with("state", state).encode(), new byte[0]);
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        if (!answer.path().matches(".*/callback/[^/]+")) {
            throw refused("no header is believed at " + answer.path());
        }
        if (!trusted.isEmpty()
                && trusted.stream().noneMatch(network -> network.contains(answer.peer()))) {
            throw refused(answer.peer() + " is no trusted proxy, so its headers are not believed");
        }
        AuthproxySettings.Headers names = settings.headers();
        String user =
                header(answer, names.user())
                        .orElseThrow(
                                () ->
                                        refused(
                                                "required HTTP header "
                                                        + names.user()
                                                        + " is not set"));
        Identity identity =
                new Identity(
                        header(answer, names.userId()).orElse(user),
                        user,
                        Optional.of(header(answer, names.userName()).orElse(user)),
                        Optional.of(header(answer, names.email()).orElse(user)),
                        true,
                        groups(answer));
        return new Login(identity, new byte[0]);
    }

    private List<String> groups(Request answer) {
        List<String> groups = new ArrayList<>();
        header(answer, settings.headers().groups())
                .ifPresent(
                        text ->
                                Arrays.stream(
                                                text.split(
                                                        Pattern.quote(settings.groupSeparator()),
                                                        -1))
                                        .map(String::strip)
                                        .forEach(groups::add));
        groups.addAll(settings.staticGroups());
        return groups;
    }

    private static Optional<String> header(Request answer, String name) {
        return answer.header(name).filter(value -> !value.isEmpty());
    }

    private static UpstreamException refused(String reason) {
        return new UpstreamException(Kind.REFUSED, "authproxy: " + reason);
    }
}
