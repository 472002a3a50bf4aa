package dev.atrium.membership.settings;

import static dev.atrium.membership.settings.Flag.Kind.ADDRESS;
import static dev.atrium.membership.settings.Flag.Kind.DURATION;
import static dev.atrium.membership.settings.Flag.Kind.LIST;
import static dev.atrium.membership.settings.Flag.Kind.PATH;
import static dev.atrium.membership.settings.Flag.Kind.SECRET;
import static dev.atrium.membership.settings.Flag.Kind.SWITCH;
import static dev.atrium.membership.settings.Flag.Kind.TEXT;
import static dev.atrium.membership.settings.Flag.Kind.URL;
import static dev.atrium.membership.settings.Flag.Kind.WHOLE;

import java.util.List;

/// Every flag, by the commands that take it. Names and defaults are those that existing deployments
/// set, so they are never renamed.
public final class Flags {
    /// Accepted by every command, also by those that ignore it: jobs share one environment.
    public static final List<Flag> COMMON =
            List.of(
                    new Flag("debug", SWITCH, "false", "log at debug level"),
                    new Flag("json-formatting-logger", SWITCH, "false", "log JSON lines"),
                    new Flag("logs-enabled", SWITCH, "true", "write logs at all"),
                    new Flag("logs-level", TEXT, "info", "trace, debug, info, warn or error"),
                    new Flag("dev", SWITCH, "false", "trust any certificate of called servers"),
                    new Flag("licence-token", SECRET, "", "accepted and ignored"),
                    new Flag("licence-cluster-id", TEXT, "", "accepted and ignored"),
                    new Flag("licence-issuer", TEXT, "", "accepted and ignored"),
                    new Flag("licence-validate-tick", TEXT, "", "accepted and ignored"));

    public static final List<Flag> STORAGE =
            List.of(
                    new Flag(
                            "postgres-uri",
                            SECRET,
                            "",
                            "the database: postgresql://user:password@host:5432/database"),
                    new Flag("postgres-max-open-conns", WHOLE, "20", "connections at most"),
                    new Flag("postgres-max-idle-conns", WHOLE, "0", "connections kept ready"),
                    new Flag("postgres-conn-max-idle-time", DURATION, "1m", "then closed"),
                    new Flag("postgres-conn-max-lifetime", DURATION, "0s", "0 for ever"),
                    new Flag("master-key", SECRET, "", "seals what is secret at rest"));

    public static final List<Flag> CONFIG =
            List.of(new Flag("config", PATH, "", "the YAML configuration file"));

    /// What whoever makes stacks needs to know.
    public static final List<Flag> STACKS =
            List.of(
                    new Flag("managed-stacks", SWITCH, "true", "stacks have no agent"),
                    new Flag("disable-events", SWITCH, "false", "publish no events"),
                    new Flag(
                            "stack-minimal-modules",
                            LIST,
                            "Auth Ledger Gateway",
                            "modules of every stack"),
                    new Flag(
                            "stack-additional-default-modules",
                            LIST,
                            "Payments Stargate",
                            "further modules of a new stack"));

    /// What the server and the wizard both need to know.
    public static final List<Flag> DOMAIN =
            join(
                    List.of(
                            List.of(
                                    new Flag(
                                            "service-url",
                                            URL,
                                            "",
                                            "public URL and issuer, without last slash")),
                            STACKS));

    private static final Flag RP_ISSUER =
            new Flag("rp-issuer", URL, "", "issuer of the provider that logs people in");

    public static final List<Flag> SERVER =
            List.of(
                    new Flag("listen", ADDRESS, ":8080", "HTTP address"),
                    new Flag("grpc-listen", ADDRESS, ":8082", "gRPC address"),
                    new Flag(
                            "trusted-proxies",
                            LIST,
                            "",
                            "networks that may say whom they call for, such as 10.0.0.0/8"),
                    new Flag(
                            "client-address-header",
                            TEXT,
                            "X-Forwarded-For",
                            "where trusted proxies say it"),
                    RP_ISSUER,
                    new Flag("rp-client-id", TEXT, "", "client id at that provider"),
                    new Flag("rp-client-secret", SECRET, "", "client secret at that provider"),
                    new Flag("rp-scopes", LIST, "openid email federated:id", "scopes asked for"),
                    new Flag("login-with-sso", SWITCH, "false", "login page asks for an e-mail"),
                    new Flag(
                            "providers-allow-private-addresses",
                            SWITCH,
                            "false",
                            "organizations' login providers may be private addresses, and plain http"),
                    new Flag(
                            "link-by-email-connectors",
                            LIST,
                            "",
                            "connectors whose verified e-mail links a declared user"),
                    new Flag("console-public-baseurl", URL, "", "where the console is"),
                    new Flag("tokens-validity-access", DURATION, "5m", "of access tokens"),
                    new Flag("tokens-validity-refresh", DURATION, "72h", "of refresh tokens"),
                    new Flag("stack-disposable-delay", DURATION, "360h", "idle before disposal"),
                    new Flag("stack-disable-delay", DURATION, "72h", "disposal before disabling"),
                    new Flag("stack-disable-polling-delay", DURATION, "1m", "between two looks"),
                    new Flag("stack-warn-delay", DURATION, "72h", "deletion before the warning"),
                    new Flag("stack-pruning-delay", DURATION, "720h", "warning before pruning"),
                    new Flag("stack-pruning-polling-delay", DURATION, "1m", "between two looks"),
                    new Flag("stargate-server-url", TEXT, "", "told to regions"),
                    new Flag("stargate-server-disable-tls", SWITCH, "false", "told to regions"));

    /// How mail leaves, and how long what it invites to is open.
    public static final List<Flag> MAIL =
            List.of(
                    new Flag("invitation-validity", DURATION, "168h", "of invitations"),
                    new Flag("smtp-host", TEXT, "", "mail server; without one nobody sends mail"),
                    new Flag("smtp-port", WHOLE, "587", "its port"),
                    new Flag("smtp-security", TEXT, "starttls", "starttls, tls or none"),
                    new Flag("smtp-username", TEXT, "", "if it wants one"),
                    new Flag("smtp-password", SECRET, "", "if it wants one"),
                    new Flag("mail-from", TEXT, "", "sender, such as Atrium <atrium@example.com>"));

    public static final List<Flag> BROKER =
            List.of(
                    new Flag("publisher-nats-enabled", SWITCH, "false", "publish events to NATS"),
                    new Flag("publisher-nats-url", TEXT, "", "such as nats://nats:4222"),
                    new Flag("publisher-nats-client-id", TEXT, "membership", "name there"),
                    new Flag("publisher-nats-username", TEXT, "", "if it wants one"),
                    new Flag("publisher-nats-password", SECRET, "", "if it wants one"),
                    new Flag("publisher-nats-nkey-file", PATH, "", "seed that proves who we are"),
                    new Flag("publisher-nats-max-reconnect", TEXT, "-1", "-1 for ever"),
                    new Flag("publisher-nats-reconnect-wait", DURATION, "2s", "between two tries"),
                    new Flag("publisher-nats-auto-provision", SWITCH, "true", "make the stream"),
                    new Flag("publisher-nats-request-timeout", DURATION, "10s", "of one message"),
                    new Flag("publisher-queue-group", TEXT, "", "accepted and ignored"),
                    new Flag("publisher-topic-mapping", TEXT, "membership", "subject of events"),
                    new Flag("jetstream-replicas", WHOLE, "1", "copies of the stream"));

    public static final List<Flag> ENDPOINTS =
            List.of(
                    new Flag(
                            "events-allow-private-addresses",
                            SWITCH,
                            "false",
                            "endpoints may be private addresses, and plain http"),
                    new Flag("events-attempts", WHOLE, "12", "before an event is put aside"));

    private Flags() {}

    public static List<Flag> serve() {
        return join(List.of(COMMON, CONFIG, STORAGE, DOMAIN, SERVER, MAIL, BROKER, ENDPOINTS));
    }

    public static List<Flag> wizard() {
        return join(List.of(COMMON, CONFIG, STORAGE, DOMAIN));
    }

    /// Of the commands that list, create and delete single objects.
    public static List<Flag> configuration() {
        return join(List.of(COMMON, STORAGE, STACKS));
    }

    /// Of the command that says who somebody is.
    public static List<Flag> linking() {
        return join(List.of(COMMON, CONFIG, STORAGE, List.of(RP_ISSUER)));
    }

    public static List<Flag> migrations() {
        return join(List.of(COMMON, STORAGE));
    }

    private static List<Flag> join(List<List<Flag>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
