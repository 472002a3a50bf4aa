package dev.atrium.membership.audit;

import dev.atrium.kernel.Json;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import tools.jackson.databind.JsonNode;

/// SQL of the audit log.
public final class LogStore {

    /// A line as it was written.
    public record Line(
            long seq,
            String organizationId,
            String userId,
            String action,
            Instant date,
            JsonNode data) {}

    /// @param key a path inside `data`, its parts separated by dots; looked at only with `value`
    record Filter(
            Optional<String> stack,
            Optional<String> action,
            Optional<String> user,
            Optional<String> key,
            Optional<String> value) {}

    /// Writes the entry in the transaction of the change that it records, and puts it into the
    /// outbox: no change without its event, no event without its change.
    public void append(Tx tx, Entry entry) {
        tx.sql()
                .createUpdate(
                        """
                        with entry as (
                            insert into membership.logs (organization_id, stack_id, user_id, action, date, data)
                            values (:organization, :stack, :user, :action, :date, cast(:data as jsonb))
                            returning seq)
                        insert into membership.outbox (seq) select seq from entry
                        """)
                .bind("organization", entry.organization().map(OrganizationId::value).orElse(null))
                .bind("stack", entry.stack().map(StackId::value).orElse(null))
                .bind("user", entry.actor().map(Caller::actor).orElse(""))
                .bind("action", entry.action().wire())
                .bind("date", entry.date())
                .bind("data", Json.write(entry.data()))
                .execute();
    }

    /// Newest first.
    ///
    /// @param before the number of the last line already read
    List<Line> list(Tx tx, OrganizationId organization, Filter filter, long before, int limit) {
        return lines(
                tx.sql()
                        .createQuery(
                                """
                                select seq, organization_id, user_id, action, date, data
                                from membership.logs
                                where organization_id = :organization
                                  and seq < :edge
                                  and (cast(:stack as text) is null or stack_id = :stack)
                                  and (cast(:action as text) is null or action = :action)
                                  and (cast(:user as text) is null
                                       or user_id = case when :user = 'SYSTEM' then '' else :user end)
                                  and (cast(:key as text) is null or cast(:value as text) is null
                                       or data #>> string_to_array(:key, '.') = :value)
                                order by seq desc
                                limit :limit
                                """),
                organization,
                filter,
                before,
                limit);
    }

    /// Those that are newer than a line, the oldest of them first.
    List<Line> newer(Tx tx, OrganizationId organization, Filter filter, long after, int limit) {
        return lines(
                tx.sql()
                        .createQuery(
                                """
                                select seq, organization_id, user_id, action, date, data
                                from membership.logs
                                where organization_id = :organization
                                  and seq > :edge
                                  and (cast(:stack as text) is null or stack_id = :stack)
                                  and (cast(:action as text) is null or action = :action)
                                  and (cast(:user as text) is null
                                       or user_id = case when :user = 'SYSTEM' then '' else :user end)
                                  and (cast(:key as text) is null or cast(:value as text) is null
                                       or data #>> string_to_array(:key, '.') = :value)
                                order by seq
                                limit :limit
                                """),
                organization,
                filter,
                after,
                limit);
    }

    private static List<Line> lines(
            Query query, OrganizationId organization, Filter filter, long edge, int limit) {
        return query.bind("organization", organization.value())
                .bind("edge", edge)
                .bind("stack", filter.stack().orElse(null))
                .bind("action", filter.action().orElse(null))
                .bind("user", filter.user().orElse(null))
                .bind("key", filter.key().orElse(null))
                .bind("value", filter.value().orElse(null))
                .bind("limit", limit)
                .map(
                        (row, _) ->
                                new Line(
                                        row.getLong("seq"),
                                        row.getString("organization_id"),
                                        row.getString("user_id"),
                                        row.getString("action"),
                                        Columns.time(row, "date"),
                                        Json.mapper().readTree(row.getString("data"))))
                .list();
    }
}
