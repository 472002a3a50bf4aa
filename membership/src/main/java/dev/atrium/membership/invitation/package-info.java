/// Invitations: listing them and answering them. Sending mail is not done here.
@NullMarked
package dev.atrium.membership.invitation;

import org.jspecify.annotations.NullMarked;
