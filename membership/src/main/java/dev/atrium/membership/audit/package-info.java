/// The audit log: writing an entry within the change that it records, and reading entries. Entries
/// are written in the transaction of the change they tell of, and never changed.
@NullMarked
package dev.atrium.membership.audit;

import org.jspecify.annotations.NullMarked;
