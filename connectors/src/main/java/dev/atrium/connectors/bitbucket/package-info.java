/// Bitbucket Cloud: who somebody is, and the workspaces they are in with their groups. Bitbucket's
/// server product is another one and not asked here.
@NullMarked
package dev.atrium.connectors.bitbucket;

import org.jspecify.annotations.NullMarked;
