package dev.atrium.membership.access;

import dev.atrium.membership.id.ClientId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;

/// Who calls an operation.
public sealed interface Caller {

    /// Somebody who logged in.
    record Person(UserId id) implements Caller {
        @Override
        public String actor() {
            return id.value();
        }
    }

    /// A program of an organization, which proves itself with a secret of its own. It has no user,
    /// and no other organization exists for it.
    record OrganizationClient(ClientId id, OrganizationId organization) implements Caller {
        @Override
        public String actor() {
            return id.presented();
        }
    }

    /// How logs and rows name who did something.
    String actor();
}
