package dev.atrium.membership.audit;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.rest.Listing;
import dev.atrium.storage.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reading the audit log of an organization, newest first.
public final class LogApi {
    private static final int USUAL_PAGE = 100;

    private final Database database;
    private final LogStore store;

    public LogApi(Database database, LogStore store) {
        this.database = database;
        this.store = store;
    }

    /// @param seq a text, since clients keep it as one
    private record Wire(
            String seq,
            String organizationId,
            String userId,
            String action,
            Instant date,
            JsonNode data) {
        static Wire of(LogStore.Line line) {
            return new Wire(
                    Long.toString(line.seq()),
                    line.organizationId(),
                    line.userId(),
                    line.action(),
                    line.date(),
                    line.data());
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(gate.guard(Operation.LIST_LOGS, this::list));
    }

    private Response list(Call call) {
        LogStore.Filter filter =
                new LogStore.Filter(
                        call.idFilter("stackId"),
                        call.filter("action").map(LogApi::action),
                        call.idFilter("userId"),
                        call.filter("key"),
                        call.filter("value"));
        return new Listing<LogStore.Line>(
                        "logs",
                        Listing.Rows.numbered(
                                Long.MAX_VALUE,
                                (after, limit) ->
                                        database.read(
                                                tx ->
                                                        store.list(
                                                                tx,
                                                                call.organization(),
                                                                filter,
                                                                after,
                                                                limit))),
                        Optional.of(
                                Listing.Rows.numbered(
                                        Long.MAX_VALUE,
                                        (before, limit) ->
                                                database.read(
                                                        tx ->
                                                                store.newer(
                                                                        tx,
                                                                        call.organization(),
                                                                        filter,
                                                                        before,
                                                                        limit)))),
                        line -> Long.toString(line.seq()),
                        Wire::of)
                .nested(call.request(), USUAL_PAGE);
    }

    private static String action(String text) {
        return Action.of(text)
                .map(Action::wire)
                .orElseThrow(
                        () -> new Problem.Invalid("action", "\"" + text + "\" is not an action"));
    }
}
