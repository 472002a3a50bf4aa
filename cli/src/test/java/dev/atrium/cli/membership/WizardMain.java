package dev.atrium.cli.membership;

import dev.atrium.cli.configuration.Answer;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.issuer.person.Linking;
import dev.atrium.membership.wizard.Inventory;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.membership.wizard.Wizard;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.storage.PoolSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// The command in a process of its own, with nothing behind it but the wizard.
public final class WizardMain implements MembershipProgram {
    private WizardMain() {}

    public static void main(String[] arguments) {
        int code =
                new MembershipCommand(
                                WizardMain::new,
                                new Build("test", "today", "none"),
                                System.getenv(),
                                ProcessTerminal::open,
                                System.out,
                                System.err)
                        .run(arguments);
        System.exit(code);
    }

    @Override
    public int wizard(MembershipSettings settings, Terminal terminal) {
        SecureRandom random = new SecureRandom();
        try (Database database =
                Database.open(
                        settings.storage().requiredUri(),
                        PoolSettings.DEFAULT.withMaxOpen(2),
                        "wizard",
                        new SimpleMeterRegistry())) {
            return new Wizard(
                            database,
                            settings,
                            MasterKey.of(Secret.of("test"), random),
                            Clock.systemUTC(),
                            new RandomIds(random, Clock.systemUTC()))
                    .run(terminal);
        }
    }

    @Override
    public int serve(MembershipSettings settings) {
        throw new UnsupportedOperationException("only the wizard");
    }

    @Override
    public int migrate(MembershipSettings settings) {
        throw new UnsupportedOperationException("only the wizard");
    }

    @Override
    public int collectTokens(MembershipSettings settings) {
        return 3;
    }

    @Override
    public int collectInvitations(MembershipSettings settings) {
        return 2;
    }

    @Override
    public Answer link(MembershipSettings settings, BiFunction<Inventory, Linking, Answer> work) {
        throw new UnsupportedOperationException("only the wizard");
    }

    @Override
    public List<Migrations.Migration> migrations(MembershipSettings settings) {
        return List.of();
    }

    @Override
    public Health check(MembershipSettings settings) {
        throw new UnsupportedOperationException("no configuration here");
    }

    @Override
    public Answer configure(MembershipSettings settings, Function<Installation, Answer> work) {
        throw new UnsupportedOperationException("no configuration here");
    }
}
