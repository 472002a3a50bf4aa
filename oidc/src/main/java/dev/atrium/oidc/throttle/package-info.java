/// Slows down whoever guesses: passwords, codes, secrets. It counts refusals by what the role
/// names, an account or an address, in the database, so that replicas count together. What a
/// password is and who checks it belongs elsewhere.
@NullMarked
package dev.atrium.oidc.throttle;

import org.jspecify.annotations.NullMarked;
