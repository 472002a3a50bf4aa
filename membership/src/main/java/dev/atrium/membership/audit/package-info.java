/// The audit log: writing an entry within the change that it records, and reading entries.
@NullMarked
package dev.atrium.membership.audit;

import org.jspecify.annotations.NullMarked;
