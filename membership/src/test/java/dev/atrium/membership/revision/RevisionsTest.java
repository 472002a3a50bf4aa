package dev.atrium.membership.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.storage.Database;
import dev.atrium.storage.PoolSettings;
import dev.atrium.storage.PostgresUri;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Present revisions, asked for one by one and by many at once.
@ExtendWith(TestDatabase.class)
final class RevisionsTest {
    private static final int MANY = 20;

    private final List<String> statements = new CopyOnWriteArrayList<>();

    @Test
    void tells_of_what_there_is(Database database) {
        organizations(database);
        database.writing(
                tx -> tx.sql().execute("insert into membership.regions (id) values ('here')"));
        Present present =
                new Revisions(database, new RevisionStore())
                        .of(organization(1), Set.of(new RegionId("here"), new RegionId("nowhere")));
        assertThat(present.organizations()).containsOnlyKeys(organization(1));
        assertThat(present.regions()).containsOnlyKeys(new RegionId("here"));
    }

    @Test
    void who_comes_while_a_statement_runs_is_told_together_with_the_others_by_the_next(
            Database database) throws ExecutionException, InterruptedException {
        organizations(database);
        Revisions revisions =
                new Revisions(database.observed(statements::add), new RevisionStore());
        Map<OrganizationId, Present.OfOrganization> before =
                revisions.of(organization(0), Set.of()).organizations();
        statements.clear();
        List<Future<Present>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            database.writing(
                    tx -> {
                        tx.sql().execute("lock table membership.organizations");
                        answers.add(callers.submit(() -> revisions.of(organization(0), Set.of())));
                        await().until(() -> waiting(database) == 1);
                        for (int number = 1; number <= MANY; number++) {
                            OrganizationId each = organization(number);
                            answers.add(callers.submit(() -> revisions.of(each, Set.of())));
                        }
                        tx.sql()
                                .execute(
                                        "update membership.organizations set rights_revision = nextval('membership.rights_revisions')");
                    });
        }
        assertThat(statements.size()).isBetween(2, 3);
        for (int number = 0; number <= MANY; number++) {
            assertThat(answers.get(number).get().organizations()).containsKey(organization(number));
        }
        assertThat(answers.getLast().get().organizations().get(organization(MANY)))
                .isNotEqualTo(before.get(organization(0)));
    }

    @Test
    void a_failure_is_told_to_each_and_the_next_one_asks_anew() {
        try (Database nowhere =
                Database.open(
                        PostgresUri.parse("postgresql://nobody@127.0.0.1:1/nothing"),
                        new PoolSettings(
                                1,
                                0,
                                Duration.ofMillis(500),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(1)),
                        "test",
                        new SimpleMeterRegistry())) {
            Revisions revisions = new Revisions(nowhere, new RevisionStore());
            for (int time = 0; time < 2; time++) {
                Assertions.assertThatExceptionOfType(Problem.Unavailable.class)
                        .isThrownBy(() -> revisions.of(organization(1), Set.of()));
            }
        }
    }

    private static OrganizationId organization(int number) {
        return new OrganizationId("org-" + number);
    }

    private static void organizations(Database database) {
        database.writing(
                tx -> {
                    tx.sql()
                            .execute(
                                    "insert into membership.users (id, email) values ('u', 'u@a.test')");
                    tx.sql()
                            .execute(
                                    "insert into membership.organizations (id, name, owner_id) select 'org-' || n, 'Acme', 'u' from generate_series(0, "
                                            + MANY
                                            + ") n");
                });
    }

    private static int waiting(Database database) {
        return database.read(
                tx ->
                        tx.sql()
                                .createQuery(
                                        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
                                .mapTo(Integer.class)
                                .one());
    }
}
