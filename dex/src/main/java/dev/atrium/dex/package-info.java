/// The role that is Dex to its relying parties: its configuration file, its paths and its pages, on
/// the engine of oidc and the upstreams of connectors. It knows nothing of Membership.
@NullMarked
package dev.atrium.dex;

import org.jspecify.annotations.NullMarked;
