package dev.atrium.membership.stackuser;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Grants;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Use cases of policies on stacks.
public final class StackUsers {
    private final Database database;
    private final StackUserStore store;
    private final Grants grants;
    private final LogStore log;
    private final Clock clock;

    public StackUsers(
            Database database, StackUserStore store, Grants grants, LogStore log, Clock clock) {
        this.database = database;
        this.store = store;
        this.grants = grants;
        this.log = log;
        this.clock = clock;
    }

    /// Somebody on a stack, and who asks.
    record Target(OrganizationId organization, StackId stack, UserId user, Caller caller) {}

    List<StackUser> list(OrganizationId organization, StackId stack, String after, int limit) {
        return database.read(
                tx -> {
                    List<StackUser> users = store.list(tx, organization, stack, after, limit);
                    if (users.isEmpty()) {
                        require(tx, organization, stack);
                    }
                    return users;
                });
    }

    StackUser read(OrganizationId organization, StackId stack, UserId user) {
        return database.read(tx -> store.find(tx, organization, stack, user))
                .orElseThrow(() -> new Problem.NotFound("user", user.value()));
    }

    /// Gives a member a policy on the stack instead of the one they had there.
    ///
    /// @throws Problem.NotFound for somebody who is no member
    /// @throws Problem.Forbidden for a policy with scopes that the caller lacks
    void put(Target target, PolicyId policy) {
        database.writing(
                tx -> {
                    require(tx, target.organization(), target.stack());
                    requireMember(tx, target);
                    grants.check(
                            tx,
                            target.caller(),
                            target.organization(),
                            Optional.of(target.stack()),
                            policy);
                    if (store.put(
                            tx,
                            target.organization(),
                            target.stack(),
                            target.user(),
                            policy,
                            clock.instant())) {
                        append(
                                tx,
                                target,
                                Action.STACKS_USER_UPDATED,
                                Map.of("policyId", policy.toString()));
                    }
                });
    }

    /// Members without a policy on the stack are as they are wanted: programs repeat deletes.
    void remove(Target target) {
        database.writing(
                tx -> {
                    if (store.remove(tx, target.organization(), target.stack(), target.user())) {
                        append(tx, target, Action.STACKS_USER_DELETED, Map.of());
                    } else {
                        require(tx, target.organization(), target.stack());
                        requireMember(tx, target);
                    }
                });
    }

    private void require(Tx tx, OrganizationId organization, StackId stack) {
        if (!store.stackExists(tx, organization, stack)) {
            throw new Problem.NotFound("stack", stack.value());
        }
    }

    private void requireMember(Tx tx, Target target) {
        if (!store.isMember(tx, target.organization(), target.user())) {
            throw new Problem.NotFound("user", target.user().value());
        }
    }

    private void append(Tx tx, Target target, Action action, Map<String, String> details) {
        Map<String, String> data = new HashMap<>(details);
        data.put("stackId", target.stack().value());
        data.put("userId", target.user().value());
        log.append(
                tx,
                new Entry(
                        action,
                        Optional.of(target.organization()),
                        Optional.of(target.stack()),
                        Optional.of(target.caller()),
                        clock.instant(),
                        data));
    }
}
