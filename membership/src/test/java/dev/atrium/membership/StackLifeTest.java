package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.storage.Database;
import dev.atrium.testkit.TestDatabase;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What becomes of a stack: each step, by request and over the database.
@ExtendWith(TestDatabase.class)
final class StackLifeTest {
    @SuppressWarnings("NullAway.Init")
    private StackRequests requests;

    @BeforeEach
    void start(Database database) {
        requests = new StackRequests(database);
    }

    @AfterEach
    void stop() {
        requests.close();
    }

    @ParameterizedTest
    @CsvSource({
        "here, DISABLED/DISABLED/DISABLED, ACTIVE/READY/READY, DELETED/DISABLED/DISABLED",
        "agent, DISABLED/DISABLED/PROGRESSING, ACTIVE/READY/PROGRESSING, DELETED/DISABLED/PROGRESSING"
    })
    void a_wish_is_followed_at_once_only_where_no_agent_reports(
            String region, String disabled, String active, String deleted) {
        String stack = requests.stackIn(region);
        assertThat(requests.put(stack + "/disable").status()).isEqualTo(202);
        assertThat(requests.life(stack)).isEqualTo(disabled);
        assertThat(requests.put(stack + "/enable").status()).isEqualTo(202);
        assertThat(requests.life(stack)).isEqualTo(active);
        assertThat(requests.delete(stack).status()).isEqualTo(204);
        assertThat(requests.life(stack)).isEqualTo(deleted);
        TestServer.Answer restored = requests.put(stack + "/restore");
        assertThat(restored.status()).isEqualTo(202);
        assertThat(restored.json().get("data")).isEqualTo(requests.read(stack));
        assertThat(requests.life(stack)).isEqualTo(active);
        assertThat(requests.logged())
                .containsExactly(
                        "stacks.created",
                        "stacks.disabled",
                        "stacks.enabled",
                        "stacks.deleted",
                        "stacks.restored");
    }

    @Test
    void what_is_so_already_changes_nothing_and_is_not_logged() {
        String stack = requests.stackIn("here");
        assertThat(requests.put(stack + "/enable").status()).isEqualTo(202);
        assertThat(requests.put(stack + "/restore").status()).isEqualTo(202);
        requests.put(stack + "/disable");
        assertThat(requests.put(stack + "/disable").status()).isEqualTo(202);
        requests.delete(stack);
        assertThat(requests.delete(stack).status()).isEqualTo(204);
        assertThat(requests.logged())
                .containsExactly("stacks.created", "stacks.disabled", "stacks.deleted");
    }

    @Test
    void a_deleted_stack_waits_to_be_restored_and_takes_no_other_change() {
        String stack = requests.stackIn("here");
        requests.delete(stack);
        assertThat(requests.read(stack).has("deletedAt")).isFalse();
        for (String change : new String[] {"/disable", "/enable"}) {
            TestServer.Answer answer = requests.put(stack + change);
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("CONFLICT");
        }
        assertThat(requests.send("PUT", stack, requests.bob, "{\"name\": \"new\"}").status())
                .isEqualTo(409);
        assertThat(
                        requests.send(
                                        "PUT",
                                        stack + "/upgrade",
                                        requests.bob,
                                        "{\"version\": \"v9\"}")
                                .status())
                .isEqualTo(409);
    }

    @Test
    void force_deletes_for_good_also_what_was_deleted_before() {
        String stack = requests.stackIn("here");
        requests.delete(stack);
        assertThat(requests.delete(stack + "?force=true").status()).isEqualTo(204);
        assertThat(requests.life(stack)).isEqualTo("DELETED/DELETED/DELETED");
        assertThat(requests.read(stack).has("deletedAt")).isTrue();
        TestServer.Answer restore = requests.put(stack + "/restore");
        assertThat(restore.status()).isEqualTo(409);
        assertThat(restore.text()).contains("for good");
        assertThat(requests.delete(stack + "?force=true").status()).isEqualTo(204);
        assertThat(requests.delete(stack + "?force=perhaps").status()).isEqualTo(400);
    }

    @Test
    void until_the_agent_has_deleted_it_a_forced_delete_can_be_taken_back() {
        String stack = requests.stackIn("agent");
        requests.delete(stack + "?force=true");
        assertThat(requests.life(stack)).isEqualTo("DELETED/DELETED/PROGRESSING");
        assertThat(requests.put(stack + "/restore").status()).isEqualTo(202);
        assertThat(requests.life(stack)).isEqualTo("ACTIVE/READY/PROGRESSING");
    }

    @Test
    void each_time_moves_only_with_what_it_is_the_time_of() {
        String stack = requests.stackIn("agent");
        JsonNode before = requests.read(stack);
        requests.server.clock.advance(Duration.ofMinutes(1));
        requests.put(stack + "/disable");
        JsonNode after = requests.read(stack);
        assertThat(after.get("lastStatusUpdate")).isEqualTo(before.get("lastStatusUpdate"));
        assertThat(after.get("lastStateUpdate")).isNotEqualTo(before.get("lastStateUpdate"));
        assertThat(after.get("lastExpectedStatusUpdate"))
                .isEqualTo(after.get("lastStateUpdate"))
                .isEqualTo(after.get("disabledAt"))
                .isEqualTo(after.get("updatedAt"));
        requests.put(stack + "/enable");
        assertThat(requests.read(stack).has("disabledAt")).isFalse();
    }

    @Test
    void enabling_an_idle_stack_keeps_it_from_being_cleaned_up() {
        String stack = requests.stackIn("here");
        requests.server.sql("update membership.stacks set disposable_since = now()");
        requests.server.clock.advance(Duration.ofHours(1));
        requests.put(stack + "/enable");
        JsonNode kept = requests.read(stack);
        assertThat(kept.has("disposableSince")).isFalse();
        assertThat(kept.get("lastStateUpdate")).isEqualTo(kept.get("updatedAt"));
        assertThat(requests.logged()).containsExactly("stacks.created", "stacks.disposal-reset");
    }

    @Test
    void restoring_takes_the_warning_away() {
        String stack = requests.stackIn("here");
        requests.delete(stack);
        requests.server.sql(
                "update membership.stacks set warned_at = now(), disposable_since = now()");
        requests.put(stack + "/restore");
        JsonNode restored = requests.read(stack);
        assertThat(restored.has("warnedAt")).isFalse();
        assertThat(restored.has("disposableSince")).isFalse();
    }

    @Test
    void an_outdated_agent_blocks_enabling_and_restoring_and_nothing_else() {
        String disabled = requests.stackIn("agent");
        String deleted = requests.stackIn("agent");
        requests.put(disabled + "/disable");
        requests.delete(deleted);
        requests.server.sql("update membership.regions set outdated = true");
        assertThat(requests.put(disabled + "/enable").status()).isEqualTo(409);
        assertThat(requests.put(deleted + "/restore").status()).isEqualTo(409);
        assertThat(requests.delete(disabled).status()).isEqualTo(204);
    }

    @Test
    void an_upgrade_takes_a_version_that_the_region_offers() {
        requests.server.sql(
                "insert into membership.region_versions (region_id, name) values ('agent', 'v1'), ('agent', 'v2'), ('agent', 'default')");
        String stack = requests.stackIn("agent");
        requests.server.sql("update membership.stacks set status = 'READY', synchronised = true");
        assertThat(upgrade(stack, "{\"version\": \"v2\"}").status()).isEqualTo(202);
        JsonNode upgraded = requests.read(stack);
        assertThat(upgraded.get("version").asString()).isEqualTo("v2");
        assertThat(upgraded.get("status").asString()).isEqualTo("PROGRESSING");
        assertThat(upgraded.get("synchronised").asBoolean()).isFalse();
        assertThat(upgrade(stack, "{\"version\": \"v1\"}").status()).isEqualTo(202);
        TestServer.Answer unknown = upgrade(stack, "{\"version\": \"v9\"}");
        assertThat(unknown.status()).isEqualTo(409);
        assertThat(unknown.code()).isEqualTo("CONFLICT");
        assertThat(requests.read(stack).get("version").asString()).isEqualTo("v1");
        assertThat(requests.logged())
                .containsExactly("stacks.created", "stacks.upgraded", "stacks.upgraded");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "{}", "{\"version\": \"\"}", "{\"version\": \"default\"}"})
    void an_upgrade_to_nothing_or_to_the_same_changes_nothing(String body) {
        String stack = requests.stackIn("here");
        JsonNode before = requests.read(stack);
        assertThat(upgrade(stack, body).status()).isEqualTo(202);
        assertThat(requests.read(stack)).isEqualTo(before);
        assertThat(requests.logged()).containsExactly("stacks.created");
    }

    @Test
    void a_stack_that_never_was_is_not_found_by_any_operation() {
        String none = StackRequests.STACKS + "/none";
        for (String change : new String[] {"/disable", "/enable", "/restore", "/stargate/enable"}) {
            assertThat(requests.put(none + change).status()).isEqualTo(404);
        }
        assertThat(requests.delete(none).status()).isEqualTo(404);
        assertThat(upgrade(none, "{}").status()).isEqualTo(404);
        assertThat(requests.send("PUT", none, requests.bob, "{\"name\": \"\"}").status())
                .isEqualTo(404);
    }

    private TestServer.Answer upgrade(String stack, String body) {
        return requests.send("PUT", stack + "/upgrade", requests.bob, body);
    }
}
