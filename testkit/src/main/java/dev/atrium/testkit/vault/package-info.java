/// A Vault as far as signing tokens goes, over real HTTP, written from what the transit engine
/// documents. It holds real keys and can be out of order.
@NullMarked
package dev.atrium.testkit.vault;

import org.jspecify.annotations.NullMarked;
