package dev.atrium.connectors.opening;

import dev.atrium.connectors.Connector;
import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.authproxy.AuthproxyConnector;
import dev.atrium.connectors.bitbucket.BitbucketConnector;
import dev.atrium.connectors.crowd.CrowdConnector;
import dev.atrium.connectors.gitea.GiteaConnector;
import dev.atrium.connectors.github.GithubConnector;
import dev.atrium.connectors.gitlab.GitlabConnector;
import dev.atrium.connectors.google.GoogleConnector;
import dev.atrium.connectors.keystone.KeystoneConnector;
import dev.atrium.connectors.ldap.LdapConnector;
import dev.atrium.connectors.linkedin.LinkedinConnector;
import dev.atrium.connectors.microsoft.MicrosoftConnector;
import dev.atrium.connectors.mock.MockCallbackConnector;
import dev.atrium.connectors.mock.MockPasswordConnector;
import dev.atrium.connectors.oauth.OauthConnector;
import dev.atrium.connectors.oidc.OidcConnector;
import dev.atrium.connectors.openshift.OpenshiftConnector;
import dev.atrium.connectors.saml.SamlConnector;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Makes connectors by the type that configurations write.
public final class ConnectorKinds {
    private final Function<Trust, OutgoingHttp> http;
    private final UnaryOperator<Trust> trust;
    private final Optional<Path> googleAccount;
    private final RandomIds ids;
    private final Clock clock;

    public ConnectorKinds(Function<Trust, OutgoingHttp> http, RandomIds ids, Clock clock) {
        this(http, UnaryOperator.identity(), Optional.empty(), ids, clock);
    }

    /// @param http makes a client that believes whom the connector's configuration names
    /// @param trust what that comes to in this installation, for what is not HTTP
    /// @param googleAccount the key file of a service account, for connectors that name none
    public ConnectorKinds(
            Function<Trust, OutgoingHttp> http,
            UnaryOperator<Trust> trust,
            Optional<Path> googleAccount,
            RandomIds ids,
            Clock clock) {
        this.http = http;
        this.trust = trust;
        this.googleAccount = googleAccount;
        this.ids = ids;
        this.clock = clock;
    }

    /// Makes a connector. Nothing is asked of its upstream yet; [Connector#check()] does.
    ///
    /// @param id which those upstreams need to know that have a callback of their own
    /// @param type exactly as written, its case included
    /// @param config what the type reads; absent is the same as empty
    /// @throws ConnectorProblem when something is missing, wrong, or of a kind that is not here
    public Connector open(ConnectorId id, String type, ConfigNode config) throws ConnectorProblem {
        Keys keys = new Keys(type, config);
        try {
            return switch (type) {
                case "mockCallback" -> new MockCallbackConnector();
                case "mockPassword" ->
                        new MockPasswordConnector(
                                keys.required("username"), Secret.of(keys.required("password")));
                case "ldap" -> ldap(new LdapFile(keys));
                case "saml", "samlExperimental" ->
                        new SamlConnector(new SamlFile(new Keys("saml", config)).settings(), clock);
                case "authproxy" ->
                        new AuthproxyConnector(new PasswordFiles(keys).authproxy(id.value()));
                case "keystone" ->
                        new KeystoneConnector(new PasswordFiles(keys).keystone(), standard());
                case "atlassian-crowd" ->
                        new CrowdConnector(new PasswordFiles(keys).crowd(), standard());
                default -> byCode(keys);
            };
        } catch (ConfigProblem wrong) {
            throw new ConnectorProblem(type + ": " + wrong.text(), config);
        } catch (IllegalArgumentException wrong) {
            throw new ConnectorProblem(type + ": " + wrong.getMessage(), config);
        }
    }

    private Connector ldap(LdapFile file) throws ConnectorProblem {
        return new LdapConnector(file.settings(trust), file.kerberos());
    }

    /// The kinds that speak OAuth 2.0.
    private Connector byCode(Keys keys) throws ConnectorProblem {
        ForgeFiles forge = new ForgeFiles(keys);
        return switch (keys.type()) {
            case "oidc" -> {
                OidcFile file = new OidcFile(keys.node());
                yield new OidcConnector(file.settings(), http.apply(file.trust()), ids, clock);
            }
            case "oauth" ->
                    new OauthConnector(
                            new OauthFile(keys).settings(),
                            http.apply(keys.trust("insecureSkipVerify", "rootCAs")),
                            clock);
            case "github" -> {
                GithubFile file = new GithubFile(keys);
                yield new GithubConnector(file.settings(), http.apply(file.trust()), clock);
            }
            case "google" ->
                    new GoogleConnector(
                            new GoogleFile(keys, googleAccount).settings(), standard(), ids, clock);
            case "microsoft" ->
                    new MicrosoftConnector(new MicrosoftFile(keys).settings(), standard(), clock);
            case "gitlab" ->
                    new GitlabConnector(forge.gitlab(), http.apply(forge.gitlabTrust()), clock);
            case "gitea" -> new GiteaConnector(forge.gitea(), standard(), clock);
            case "bitbucket-cloud" -> new BitbucketConnector(forge.bitbucket(), standard(), clock);
            case "linkedin" ->
                    new LinkedinConnector(
                            keys.registration(),
                            LinkedinConnector.Place.LINKEDIN,
                            standard(),
                            clock);
            case "openshift" ->
                    new OpenshiftConnector(
                            forge.openshift(), http.apply(forge.openshiftTrust()), clock);
            case String other ->
                    throw new ConnectorProblem(
                            "connectors of type \"" + other + "\" are not available in this build",
                            keys.node());
        };
    }

    private OutgoingHttp standard() {
        return http.apply(new Trust.Standard());
    }
}
