/// The accepting side of Kerberos: a keytab, and tokens that browsers make from tickets (SPNEGO,
/// RFC 4178). Knows nothing of directories or pages, and asks no server: nothing here waits for a
/// network.
@NullMarked
package dev.atrium.connectors.kerberos;

import org.jspecify.annotations.NullMarked;
