/// PostgreSQL for everybody above: connections and transactions, the translation of its errors,
/// migrations, sealed columns, advisory locks, notifications and jobs. It knows no table but its
/// own, and no feature.
@NullMarked
package dev.atrium.storage;

import org.jspecify.annotations.NullMarked;
