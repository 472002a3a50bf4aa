/// Taking over what real servers of Dex have stored.
@NullMarked
package dev.atrium.dex.takeover;

import org.jspecify.annotations.NullMarked;
