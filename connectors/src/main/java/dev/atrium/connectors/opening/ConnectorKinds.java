package dev.atrium.connectors.opening;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.github.GithubConnector;
import dev.atrium.connectors.google.GoogleConnector;
import dev.atrium.connectors.microsoft.MicrosoftConnector;
import dev.atrium.connectors.mock.MockCallbackConnector;
import dev.atrium.connectors.mock.MockPasswordConnector;
import dev.atrium.connectors.oidc.OidcConnector;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;

/// Makes connectors by the type that configurations write.
public final class ConnectorKinds {
    private final Function<Trust, OutgoingHttp> http;
    private final RandomIds ids;
    private final Clock clock;

    /// @param http makes a client that believes whom the connector's configuration names
    public ConnectorKinds(Function<Trust, OutgoingHttp> http, RandomIds ids, Clock clock) {
        this.http = http;
        this.ids = ids;
        this.clock = clock;
    }

    /// Makes a connector. Nothing is asked of its upstream yet; [Connector#check()] does.
    ///
    /// @param type exactly as written, its case included
    /// @param config what the type reads; absent is the same as empty
    /// @throws ConnectorProblem when something is missing, wrong, or of a kind that is not here
    public Connector open(String type, ConfigNode config) throws ConnectorProblem {
        try {
            return switch (type) {
                case "mockCallback" -> new MockCallbackConnector();
                case "mockPassword" ->
                        new MockPasswordConnector(
                                required(config, type, "username"),
                                Secret.of(required(config, type, "password")));
                case "oidc" -> oidc(new OidcFile(config));
                case "github" -> github(new GithubFile(new Keys(type, config)));
                case "google" ->
                        new GoogleConnector(
                                new GoogleFile(new Keys(type, config)).settings(),
                                http.apply(new Trust.Standard()),
                                ids,
                                clock);
                case "microsoft" ->
                        new MicrosoftConnector(
                                new MicrosoftFile(new Keys(type, config)).settings(),
                                http.apply(new Trust.Standard()),
                                clock);
                case "ldap" -> {
                    String host = required(config, type, "host");
                    throw unavailable(type, host, config);
                }
                case "saml", "samlExperimental" ->
                        throw unavailable(type, required(config, "saml", "ssoURL"), config);
                default -> throw unavailable(type, "", config);
            };
        } catch (ConfigProblem wrong) {
            throw new ConnectorProblem(type + ": " + wrong.text(), config);
        }
    }

    private Connector oidc(OidcFile file) throws ConnectorProblem {
        return new OidcConnector(file.settings(), http.apply(file.trust()), ids, clock);
    }

    private Connector github(GithubFile file) throws ConnectorProblem {
        return new GithubConnector(file.settings(), http.apply(file.trust()), clock);
    }

    private static String required(ConfigNode config, String type, String key)
            throws ConnectorProblem {
        Optional<String> value = config.getIgnoringCase(key).text().filter(text -> !text.isEmpty());
        if (value.isEmpty()) {
            throw new ConnectorProblem(
                    type + ": missing required field \"" + key + "\"", config.getIgnoringCase(key));
        }
        return value.orElseThrow();
    }

    private static ConnectorProblem unavailable(String type, String place, ConfigNode at) {
        return new ConnectorProblem(
                "connectors of type \""
                        + type
                        + "\" are not available in this build"
                        + (place.isEmpty() ? "" : ", so " + place + " is not asked"),
                at);
    }
}
