/// Invitations: listing them and answering them. Sending mail is not done here. Who somebody is
/// comes from the issuer; membership itself is written by the package member.
@NullMarked
package dev.atrium.membership.invitation;

import org.jspecify.annotations.NullMarked;
