/// Bitbucket Cloud: who somebody is, and the workspaces they are in. Bitbucket's server product
/// is another one.
@NullMarked
package dev.atrium.connectors.bitbucket;

import org.jspecify.annotations.NullMarked;
