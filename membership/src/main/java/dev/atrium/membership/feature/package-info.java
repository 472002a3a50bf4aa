/// Feature flags of an organization: which are on, and since when. What a switch changes is decided
/// by the feature that reads it, never here.
@NullMarked
package dev.atrium.membership.feature;

import org.jspecify.annotations.NullMarked;
