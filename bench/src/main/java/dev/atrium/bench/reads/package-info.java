/// Membership's reads beside a constant answer: rows to read, the server that has both, rounds that
/// alternate, and what PostgreSQL does for one request.
@NullMarked
package dev.atrium.bench.reads;

import org.jspecify.annotations.NullMarked;
