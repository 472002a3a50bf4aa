package dev.atrium.membership;

import dev.atrium.http.ClientAddress;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that Membership is told from outside, read once. A part that a command does not need
/// may be absent: who needs it says so through [#required].
public record MembershipSettings(
        Running process,
        Storage storage,
        Web web,
        Login login,
        Stacks stacks,
        Mail mail,
        Events events,
        File file) {

    /// @param dev trusts any certificate of the servers that are called
    /// @param events whether domain events are published
    public record Running(
            boolean debug, boolean dev, boolean jsonLogs, String logLevel, boolean events) {}

    /// @param masterKey the secret that seals what is secret at rest; without it one is kept in the
    ///     database
    public record Storage(
            Optional<PostgresUri> uri, PoolSettings pool, Optional<Secret> masterKey) {
        public PostgresUri requiredUri() {
            return required(uri, "POSTGRES_URI");
        }
    }

    /// @param serviceUrl the public URL of the API and, character for character, the issuer
    /// @param consoleUrl where the browser application is, for clients that open it
    /// @param caller how the address of who calls is found
    public record Web(
            Optional<ServiceUrl> serviceUrl,
            Optional<URI> consoleUrl,
            Address http,
            Address grpc,
            ClientAddress caller) {
        public ServiceUrl requiredServiceUrl() {
            return required(serviceUrl, "SERVICE_URL");
        }
    }

    /// @param host empty for every address
    public record Address(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /// @param ssoSelector whether the login page asks for an e-mail address and goes by its domain
    /// @param privateProviders whether organizations' providers may be at addresses that are not
    ///     public
    /// @param linkByEmail ids of the connectors whose verified e-mail may link a declared user
    public record Login(
            Optional<Upstream> upstream,
            List<UpstreamConnector> connectors,
            boolean ssoSelector,
            boolean privateProviders,
            List<String> linkByEmail,
            List<StaticClient> clients,
            TokenValidity validity) {
        public Login {
            connectors = List.copyOf(connectors);
            linkByEmail = List.copyOf(linkByEmail);
            clients = List.copyOf(clients);
        }
    }

    /// The OIDC provider that is asked who somebody is.
    public record Upstream(URI issuer, String clientId, Secret clientSecret, List<String> scopes) {
        public Upstream {
            scopes = List.copyOf(scopes);
        }
    }

    /// A further provider of the configuration file; what `config` means depends on `type`.
    public record UpstreamConnector(
            String id,
            String name,
            String type,
            String clientId,
            Secret clientSecret,
            ConfigNode config) {}

    /// @param secrets empty for a public client
    /// @param scopes what the client may ask for beyond the standard ones
    public record StaticClient(
            String id,
            String name,
            boolean isPublic,
            List<Secret> secrets,
            List<String> redirectUris,
            List<String> postLogoutRedirectUris,
            List<String> scopes) {
        public StaticClient {
            secrets = List.copyOf(secrets);
            redirectUris = List.copyOf(redirectUris);
            postLogoutRedirectUris = List.copyOf(postLogoutRedirectUris);
            scopes = List.copyOf(scopes);
        }
    }

    public record TokenValidity(Duration access, Duration refresh) {}

    /// @param minimalModules in lower case; every stack has them
    /// @param additionalModules in lower case; a new stack has them unless it says otherwise
    /// @param managed whether what the database says is applied, no agent being asked
    public record Stacks(
            List<String> minimalModules,
            List<String> additionalModules,
            boolean managed,
            LifeCycle lifeCycle,
            Stargate stargate) {
        public Stacks {
            minimalModules = List.copyOf(minimalModules);
            additionalModules = List.copyOf(additionalModules);
        }
    }

    public record LifeCycle(
            Duration disposable,
            Duration disable,
            Duration disablePolling,
            Duration warn,
            Duration prune,
            Duration prunePolling) {}

    public record Stargate(Optional<String> url, boolean tls) {}

    /// @param invitationValidity how long an invitation can be answered
    /// @param smtp empty where nobody sends mail
    public record Mail(Duration invitationValidity, Optional<Smtp> smtp) {}

    /// @param from the sender's address, with a name before it if wanted
    public record Smtp(
            String host,
            int port,
            Security security,
            Optional<String> user,
            Optional<Secret> password,
            String from) {
        public enum Security {
            /// A plain connection that must become an encrypted one before anything is said.
            STARTTLS,
            TLS,
            NONE
        }
    }

    /// @param nats empty where no message broker is told of events
    /// @param privateAddresses whether event endpoints may have addresses that are not public
    /// @param attempts after which an event that an endpoint does not take is put aside
    public record Events(Optional<Nats> nats, boolean privateAddresses, int attempts) {}

    /// @param url one or more, separated by commas
    /// @param subject what events are published to
    /// @param provision whether the stream is made, or brought up to date, at the start
    /// @param requestTimeout for each message
    public record Nats(
            String url,
            String clientId,
            Optional<String> user,
            Optional<Secret> password,
            Optional<String> nkeyFile,
            String subject,
            int replicas,
            boolean provision,
            int maxReconnect,
            Duration reconnectWait,
            Duration requestTimeout) {}

    /// The configuration file as it was read.
    ///
    /// @param path empty when none was named or the one named by the environment does not exist
    /// @param explicit whether a flag named it, which also allows the wizard's lists at its root
    public record File(
            Optional<String> path, boolean explicit, ConfigNode root, List<String> warnings) {
        public File {
            warnings = List.copyOf(warnings);
        }
    }

    /// A setting that the running command needs was not given.
    public static final class MissingSetting extends RuntimeException {
        MissingSetting(String name) {
            super(
                    name
                            + " is not set: give it in the environment or as --"
                            + name.toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    null,
                    false,
                    false);
        }
    }

    private static <T> T required(Optional<T> value, String name) {
        return value.orElseThrow(() -> new MissingSetting(name));
    }

    /// The settings by name, in a stable order, without a secret among them.
    public Map<String, String> printable() {
        return PrintedSettings.of(this);
    }
}
