/// Browser sessions: who is logged in in which browser, for which clients, and whether another
/// client may take that for granted. Issuing codes and asking connectors do not belong here.
@NullMarked
package dev.atrium.dex.session;

import org.jspecify.annotations.NullMarked;
