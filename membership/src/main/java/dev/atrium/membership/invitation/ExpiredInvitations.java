package dev.atrium.membership.invitation;

import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cancels what nobody answered in time. It needs only a database, since a command of its own runs
/// it.
public final class ExpiredInvitations {
    private final Database database;
    private final InvitationStore store = new InvitationStore();
    private final LogStore log = new LogStore();
    private final Clock clock;

    public ExpiredInvitations(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// @return how many
    public int cancel() {
        return database.write(
                tx -> {
                    Instant now = clock.instant();
                    List<Invitation> expired = store.cancelExpired(tx, now);
                    for (Invitation invitation : expired) {
                        log.append(
                                tx,
                                new Entry(
                                        Action.INVITATIONS_CANCELLED,
                                        Optional.of(invitation.organization()),
                                        Optional.empty(),
                                        Optional.empty(),
                                        now,
                                        Map.of(
                                                "invitationId",
                                                invitation.id().value(),
                                                "reason",
                                                "expired")));
                    }
                    return expired.size();
                });
    }
}
