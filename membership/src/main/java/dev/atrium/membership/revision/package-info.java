/// The numbers that tell whether what was read before still holds: each changes in the transaction
/// that changes what it stands for. What is remembered, and for whom, is not known here.
@NullMarked
package dev.atrium.membership.revision;

import org.jspecify.annotations.NullMarked;
