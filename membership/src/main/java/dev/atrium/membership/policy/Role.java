package dev.atrium.membership.policy;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.PolicyId;

/// What clients from before policies say instead of a policy's id.
public enum Role {
    ADMIN,
    GUEST,
    NONE;

    /// @param field by which the caller knows it
    public static Role of(String field, String text) {
        return switch (text) {
            case "ADMIN" -> ADMIN;
            case "GUEST" -> GUEST;
            case "NONE" -> NONE;
            default ->
                    throw new Problem.Invalid(
                            field,
                            "\"" + text + "\" is not a role (expected ADMIN, GUEST or NONE)");
        };
    }

    /// The policy of somebody with this role in an organization. An administrator is one of its
    /// stacks too, whatever the other role says.
    ///
    /// @param field by which the caller knows this role
    /// @param stack the role on the organization's stacks
    public PolicyId inOrganization(String field, Role stack) {
        return switch (this) {
            case ADMIN -> PolicyId.ORGANIZATION_ADMIN_STACK_ADMIN;
            case GUEST ->
                    switch (stack) {
                        case ADMIN -> new PolicyId(6);
                        case GUEST -> PolicyId.ORGANIZATION_GUEST_STACK_GUEST;
                        case NONE -> new PolicyId(4);
                    };
            case NONE ->
                    throw new Problem.Invalid(
                            field,
                            "NONE is nobody's role in an organization: remove the member instead");
        };
    }

    /// The policy of somebody with this role on one stack.
    public PolicyId onStack(String field) {
        return switch (this) {
            case ADMIN -> new PolicyId(2);
            case GUEST -> new PolicyId(1);
            case NONE ->
                    throw new Problem.Invalid(
                            field, "NONE is nobody's role on a stack: remove the access instead");
        };
    }
}
