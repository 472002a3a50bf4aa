package dev.atrium.server.program;

import dev.atrium.cli.configuration.Answer;
import dev.atrium.cli.membership.MembershipProgram;
import dev.atrium.kernel.Problem;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.issuer.person.Linking;
import dev.atrium.membership.issuer.session.SignedInStore;
import dev.atrium.membership.wizard.Configuration;
import dev.atrium.membership.wizard.Inventory;
import dev.atrium.membership.wizard.Removal;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.membership.wizard.Wizard;
import dev.atrium.server.log.Logging;
import dev.atrium.server.role.Address;
import dev.atrium.server.role.Closing;
import dev.atrium.server.role.Machine;
import dev.atrium.server.role.MembershipPart;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKeys;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.Probe;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What stands behind the command `membership`.
public final class Membership implements MembershipProgram {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final Map<String, String> environment;
    private final Machine machine;

    public Membership(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.machine = Machine.of(Clock.systemUTC(), Version.current(), environment);
    }

    @Override
    public int serve(MembershipSettings settings) {
        log(settings);
        String url = settings.web().requiredServiceUrl().text();
        refusePublishedSecrets(settings, url);
        try (Closing closing = new Closing()) {
            Database database = closing.add(open(settings));
            requireSchema(database);
            MasterKeys.Found key = key(database, settings);
            Warnings.masterKey(key, machine.telemetry().registry());
            closing.add(
                    MembershipPart.start(
                            settings,
                            address(settings.web().http()),
                            address(settings.web().grpc()),
                            database,
                            key.key(),
                            machine));
            LOG.info("serving as {}", url);
            return Stop.await();
        }
    }

    void refusePublishedSecrets(MembershipSettings settings, String url) {
        new WellKnownSecrets(Optional.ofNullable(environment.get("ALLOW_WELL_KNOWN_SECRETS")))
                .check(List.of(url), secrets(settings));
    }

    /// What others could know, by where it stands.
    static Map<String, Secret> secrets(MembershipSettings settings) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        settings.storage().masterKey().ifPresent(key -> secrets.put("MASTER_KEY", key));
        settings.login()
                .upstream()
                .ifPresent(upstream -> secrets.put("RP_CLIENT_SECRET", upstream.clientSecret()));
        settings.login()
                .clients()
                .forEach(
                        client -> {
                            int number = 0;
                            for (Secret secret : client.secrets()) {
                                secrets.put(
                                        "staticClients " + client.id() + " secrets[" + number + "]",
                                        secret);
                                number++;
                            }
                        });
        settings.login()
                .connectors()
                .forEach(
                        connector ->
                                secrets.put(
                                        "connectors " + connector.id(), connector.clientSecret()));
        settings.mail()
                .smtp()
                .flatMap(MembershipSettings.Smtp::password)
                .ifPresent(password -> secrets.put("SMTP_PASSWORD", password));
        settings.events()
                .nats()
                .flatMap(MembershipSettings.Nats::password)
                .ifPresent(password -> secrets.put("PUBLISHER_NATS_PASSWORD", password));
        return secrets;
    }

    @Override
    public int wizard(MembershipSettings settings, Terminal terminal) {
        log(settings);
        try (Database database = reach(settings)) {
            MasterKeys.Found key = key(database, settings);
            return new Wizard(database, settings, key.key(), machine.clock(), machine.ids())
                    .run(terminal);
        }
    }

    @Override
    public Health check(MembershipSettings settings) {
        log(settings);
        String server = Probe.serverVersion(settings.storage().requiredUri());
        List<Migrations.Migration> migrations = migrations(settings);
        return new Health(
                server,
                migrations.stream()
                        .filter(Migrations.Migration::applied)
                        .map(Migrations.Migration::version)
                        .max(Comparator.naturalOrder()),
                migrations.stream().allMatch(Migrations.Migration::applied));
    }

    @Override
    public Answer configure(MembershipSettings settings, Function<Installation, Answer> work) {
        log(settings);
        try (Database database = reach(settings)) {
            requireSchema(database);
            return work.apply(
                    new Installation(
                            new Configuration(
                                    database,
                                    settings.stacks(),
                                    key(database, settings).key(),
                                    machine.clock(),
                                    machine.ids()),
                            new Inventory(database),
                            new Removal(
                                    database,
                                    new SignedInStore(),
                                    settings.stacks().managed(),
                                    machine.clock())));
        }
    }

    @Override
    public Answer link(MembershipSettings settings, BiFunction<Inventory, Linking, Answer> work) {
        log(settings);
        try (Database database = open(settings)) {
            requireSchema(database);
            return work.apply(
                    new Inventory(database),
                    new Linking(database, new SignedInStore(), new LogStore(), machine.clock()));
        }
    }

    @Override
    public int migrate(MembershipSettings settings) {
        log(settings);
        try (Database database = reach(settings)) {
            return MembershipPart.migrate(database);
        }
    }

    @Override
    public int collectTokens(MembershipSettings settings) {
        log(settings);
        try (Database database = reach(settings)) {
            requireSchema(database);
            return dev.atrium.membership.Membership.collectTokens(database, machine.clock());
        }
    }

    @Override
    public int collectInvitations(MembershipSettings settings) {
        log(settings);
        try (Database database = reach(settings)) {
            requireSchema(database);
            return dev.atrium.membership.Membership.collectInvitations(database, machine.clock());
        }
    }

    @Override
    public List<Migrations.Migration> migrations(MembershipSettings settings) {
        log(settings);
        try (Database database = reach(settings)) {
            return dev.atrium.membership.Membership.migrations(database).stream()
                    .flatMap(schema -> schema.status().stream())
                    .toList();
        }
    }

    /// For a command that runs once: a pool would wait for a server that is not there, and the
    /// probe says why it is not.
    private Database reach(MembershipSettings settings) {
        Probe.serverVersion(settings.storage().requiredUri());
        return open(settings);
    }

    private Database open(MembershipSettings settings) {
        return Database.open(
                settings.storage().requiredUri(),
                settings.storage().pool(),
                "membership",
                machine.telemetry().registry());
    }

    private MasterKeys.Found key(Database database, MembershipSettings settings) {
        return MasterKeys.find(
                database, settings.storage().masterKey(), machine.random(), machine.ids());
    }

    private static void requireSchema(Database database) {
        if (!dev.atrium.membership.Membership.migrations(database).stream()
                .allMatch(Migrations::complete)) {
            throw new Problem.Unavailable(
                    "the database's schema is not up to date: run `membership storage migrations"
                            + " up` first");
        }
    }

    private static Address address(MembershipSettings.Address address) {
        return new Address(address.host(), address.port());
    }

    private static void log(MembershipSettings settings) {
        Logging.toStandardError(
                settings.process().jsonLogs() ? Logging.Format.JSON : Logging.Format.TEXT,
                settings.process().logLevel());
    }
}
