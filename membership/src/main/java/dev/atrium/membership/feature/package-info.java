/// Feature flags of an organization. What a switch changes is decided by the feature that reads it.
@NullMarked
package dev.atrium.membership.feature;

import org.jspecify.annotations.NullMarked;
