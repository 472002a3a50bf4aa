/// Gitea and Forgejo: who somebody is, and the organizations and teams they are in. What other
/// forges do is not here.
@NullMarked
package dev.atrium.connectors.gitea;

import org.jspecify.annotations.NullMarked;
