package dev.atrium.membership.invitation;

import dev.atrium.storage.Tx;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// Takes an invitation to whom it is for.
public interface Courier {
    /// Notes, in the transaction that makes the invitation, that it is to be taken there.
    void send(Tx tx, Invitation invitation, Instant now);

    /// The link for whoever made the invitation to hand on; empty where a mail takes it there.
    Optional<URI> link(Invitation invitation);

    /// Tells the operator of a link that no mail takes anywhere.
    void undelivered(Invitation invitation, URI link);

    /// Without a mail server: the link is shown and logged instead of being lost.
    record ByHand(InvitationLinks links) implements Courier {
        private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(ByHand.class);

        @Override
        public void send(Tx tx, Invitation invitation, Instant now) {
            // whoever asked gets the link instead
        }

        @Override
        public Optional<URI> link(Invitation invitation) {
            return Optional.of(links.of(invitation.id()));
        }

        @Override
        public void undelivered(Invitation invitation, URI link) {
            LOG.atInfo()
                    .addKeyValue("invitation", invitation.id().value())
                    .addKeyValue("organization", invitation.organization().value())
                    .addKeyValue("link", link.toString())
                    .log("no SMTP_HOST is set, so nobody mails this invitation: hand its link on");
        }
    }
}
