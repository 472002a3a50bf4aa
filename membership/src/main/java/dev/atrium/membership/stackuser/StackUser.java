package dev.atrium.membership.stackuser;

import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;

/// A member of the organization with a policy on one of its stacks.
///
/// @param policy on the stack
/// @param organizationPolicy that they have in the organization, which counts as well
public record StackUser(
        StackId stack, UserId id, String email, PolicyId policy, PolicyId organizationPolicy) {}
