/// Who may do what, as data: [Operation] names the scopes of each operation, [RightsStore] asks
/// what a person may do,
/// [Gate] compares both, in one place. No use case lives here and none checks rights elsewhere.
@NullMarked
package dev.atrium.membership.access;

import org.jspecify.annotations.NullMarked;
