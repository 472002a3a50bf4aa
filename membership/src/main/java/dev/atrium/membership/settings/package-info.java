/// The table of flags that Membership knows and the binder that makes
/// [dev.atrium.membership.MembershipSettings] of
/// flags, environment and configuration file. No command line grammar and no defaults elsewhere.
@NullMarked
package dev.atrium.membership.settings;

import org.jspecify.annotations.NullMarked;
