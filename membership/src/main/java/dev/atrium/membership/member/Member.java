package dev.atrium.membership.member;

import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;

/// Somebody in an organization.
public record Member(UserId id, String email, PolicyId policy) {}
