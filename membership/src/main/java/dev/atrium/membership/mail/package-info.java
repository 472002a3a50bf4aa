/// Mail to people. A mail is written down in the transaction of its reason and sent by a job; what
/// it says is decided here, when and to whom elsewhere.
@NullMarked
package dev.atrium.membership.mail;

import org.jspecify.annotations.NullMarked;
