/// Dex's configuration file: read by Dex's rules (YAML 1.1, keys in any case, unknown keys ignored,
/// `$VAR` only where Dex expands it), checked with Dex's messages, and held as immutable records.
/// No record of this package opens anything: sockets, databases and upstreams are opened by whoever
/// is given the records.
@NullMarked
package dev.atrium.dex.config;

import org.jspecify.annotations.NullMarked;
