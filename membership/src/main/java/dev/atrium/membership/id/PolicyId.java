package dev.atrium.membership.id;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// A policy. Those below 100 are built in, and their ids are bit masks.
public record PolicyId(long value) {
    /// Full control of an organization and its stacks: what its owner has.
    public static final PolicyId ORGANIZATION_ADMIN_STACK_ADMIN = new PolicyId(10);

    /// Reads one stack and its modules.
    public static final PolicyId STACK_GUEST = new PolicyId(1);

    /// Full control of one stack.
    public static final PolicyId STACK_ADMIN = new PolicyId(2);

    /// Reads the organization and its stacks: what joining gives where nothing else is said.
    public static final PolicyId ORGANIZATION_GUEST_STACK_GUEST = new PolicyId(5);

    /// Those that every organization has.
    public static final Set<PolicyId> BUILT_IN =
            LongStream.of(1, 2, 4, 5, 6, 8, 9, 10)
                    .mapToObj(PolicyId::new)
                    .collect(Collectors.toUnmodifiableSet());

    public boolean builtIn() {
        return value < 100;
    }

    /// The organization role that clients from before policies show.
    public String organizationRole() {
        return builtIn() && (value & 8) != 0 ? "ADMIN" : "GUEST";
    }

    /// The stack role that clients from before policies show.
    public String stackRole() {
        if (!builtIn()) {
            return "GUEST";
        }
        return (value & 2) != 0 ? "ADMIN" : (value & 1) != 0 ? "GUEST" : "NONE";
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
