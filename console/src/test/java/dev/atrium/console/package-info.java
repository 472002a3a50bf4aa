/// Portal and Console over real HTTP and a real database, with no Membership behind them: what must
/// hold before anybody has logged in. Logins themselves are followed by the walk-through of the
/// server.
@NullMarked
package dev.atrium.console;

import org.jspecify.annotations.NullMarked;
