/// Feature flags of an organization.
@NullMarked
package dev.atrium.membership.feature;

import org.jspecify.annotations.NullMarked;
