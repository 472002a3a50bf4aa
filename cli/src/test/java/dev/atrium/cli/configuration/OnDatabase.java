package dev.atrium.cli.configuration;

import dev.atrium.cli.membership.MembershipProgram;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.Membership;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.issuer.person.Linking;
import dev.atrium.membership.issuer.session.SignedInStore;
import dev.atrium.membership.wizard.Configuration;
import dev.atrium.membership.wizard.Inventory;
import dev.atrium.membership.wizard.Removal;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.Probe;
import dev.atrium.testkit.FakeClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What stands behind the commands in tests: the use cases on the test's database.
final class OnDatabase implements MembershipProgram {
    private final Database database;
    private final FakeClock clock = FakeClock.atNoon();

    OnDatabase(Database database) {
        this.database = database;
    }

    @Override
    public Health check(MembershipSettings settings) {
        return new Health(
                Probe.serverVersion(settings.storage().requiredUri()),
                migrations(settings).stream()
                        .filter(Migrations.Migration::applied)
                        .map(Migrations.Migration::version)
                        .reduce((_, later) -> later),
                migrations(settings).stream().allMatch(Migrations.Migration::applied));
    }

    @Override
    public Answer configure(MembershipSettings settings, Function<Installation, Answer> work) {
        SecureRandom random = new SecureRandom();
        return work.apply(
                new Installation(
                        new Configuration(
                                database,
                                settings.stacks(),
                                MasterKey.of(Secret.of("test"), random),
                                clock,
                                new RandomIds(random, clock)),
                        new Inventory(database),
                        new Removal(
                                database,
                                new SignedInStore(),
                                settings.stacks().managed(),
                                clock)));
    }

    @Override
    public Answer link(MembershipSettings settings, BiFunction<Inventory, Linking, Answer> work) {
        return work.apply(
                new Inventory(database),
                new Linking(database, new SignedInStore(), new LogStore(), clock));
    }

    @Override
    public List<Migrations.Migration> migrations(MembershipSettings settings) {
        return Membership.migrations(database).stream()
                .flatMap(schema -> schema.status().stream())
                .toList();
    }

    @Override
    public int collectTokens(MembershipSettings settings) {
        throw new UnsupportedOperationException("only the configuration");
    }

    @Override
    public int collectInvitations(MembershipSettings settings) {
        throw new UnsupportedOperationException("only the configuration");
    }

    @Override
    public int serve(MembershipSettings settings) {
        throw new UnsupportedOperationException("only the configuration");
    }

    @Override
    public int wizard(MembershipSettings settings, Terminal terminal) {
        throw new UnsupportedOperationException("only the configuration");
    }

    @Override
    public int migrate(MembershipSettings settings) {
        throw new UnsupportedOperationException("only the configuration");
    }
}
