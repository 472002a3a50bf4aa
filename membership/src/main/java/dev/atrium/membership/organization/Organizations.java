package dev.atrium.membership.organization;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.Database;
import java.util.List;
import java.util.Optional;

/// Use cases of organizations.
public final class Organizations {
    private final Database database;
    private final OrganizationStore store;

    public Organizations(Database database, OrganizationStore store) {
        this.database = database;
        this.store = store;
    }

    Organization read(OrganizationId id) {
        return database.read(tx -> store.find(tx, id))
                .orElseThrow(() -> new Problem.NotFound("organization", id.value()));
    }

    /// Those that somebody belongs to, platform administrators too: what they administer besides is
    /// not theirs. A token bound to one organization shows that one, and so does a client's.
    List<Organization> mine(
            Caller caller, Optional<OrganizationId> bound, String after, int limit) {
        return switch (caller) {
            case Caller.Person person ->
                    database.read(tx -> store.ofMember(tx, person.id(), bound, after, limit));
            case Caller.OrganizationClient client ->
                    client.organization().value().compareTo(after) > 0
                            ? database.read(tx -> store.find(tx, client.organization())).stream()
                                    .toList()
                            : List.of();
        };
    }
}
