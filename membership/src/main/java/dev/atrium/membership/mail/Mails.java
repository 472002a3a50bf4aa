package dev.atrium.membership.mail;

import dev.atrium.kernel.RandomIds;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.invitation.Courier;
import dev.atrium.membership.invitation.Invitation;
import dev.atrium.membership.invitation.InvitationLinks;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes invitations to people by mail.
public final class Mails implements Courier {
    private static final Logger LOG = LoggerFactory.getLogger(Mails.class);
    private static final Duration LEASE = Duration.ofMinutes(5);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(4);
    private static final int ATTEMPTS = 20;
    private static final int AT_ONCE = 10;

    private final Database database;
    private final MailStore store = new MailStore();
    private final InvitationLinks links;
    private final Smtp smtp;
    private final Clock clock;
    private final RandomIds ids;
    private final MeterRegistry meters;

    /// @param anybody whether any certificate of the mail server is believed
    public Mails(
            Database database,
            InvitationLinks links,
            MembershipSettings.Smtp settings,
            boolean anybody,
            Clock clock,
            RandomIds ids,
            MeterRegistry meters) {
        this.database = database;
        this.links = links;
        this.smtp = new Smtp(settings, anybody);
        this.clock = clock;
        this.ids = ids;
        this.meters = meters;
    }

    @Override
    public void send(Tx tx, Invitation invitation, Instant now) {
        store.insert(tx, ids.uuid().toString(), invitation.email(), invitation.id(), now);
    }

    @Override
    public Optional<URI> link(Invitation invitation) {
        return Optional.empty();
    }

    @Override
    public void undelivered(Invitation invitation, URI link) {
        // each is mailed
    }

    /// One pass of the job.
    ///
    /// @return what is to be done after the transaction
    public Runnable pass(Tx tx) {
        Instant now = clock.instant();
        List<MailStore.Due> due = store.lease(tx, AT_ONCE, now, now.plus(LEASE));
        return () -> due.forEach(this::deliver);
    }

    private void deliver(MailStore.Due due) {
        InvitationMail mail =
                new InvitationMail(
                        due.organization(),
                        due.inviter(),
                        links.of(due.invitation()),
                        due.expires());
        try {
            smtp.send(due.id(), due.recipient(), mail);
            database.writing(tx -> store.sent(tx, due.id()));
            count("sent");
        } catch (Smtp.Refusal refusal) {
            refused(due, String.valueOf(refusal.getMessage()));
        }
    }

    private void refused(MailStore.Due due, String reason) {
        boolean over = due.attempts() + 1 >= ATTEMPTS;
        LOG.atWarn()
                .addKeyValue("mail", due.id())
                .addKeyValue("attempt", due.attempts() + 1)
                .log("a mail was not taken{}: {}", over ? " and is given up" : "", reason);
        database.writing(
                tx -> {
                    if (over) {
                        store.givenUp(tx, due.id(), reason, clock.instant());
                    } else {
                        store.refused(
                                tx, due.id(), reason, clock.instant().plus(pause(due.attempts())));
                    }
                });
        count(over ? "given_up" : "refused");
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts, 20));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private void count(String outcome) {
        Counter.builder("atrium.mails")
                .description("Mails by outcome of an attempt")
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
