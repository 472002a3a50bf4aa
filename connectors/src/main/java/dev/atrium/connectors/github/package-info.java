/// GitHub and GitHub Enterprise: who somebody is, and the organizations and teams they are in. What
/// other forges do is not here.
@NullMarked
package dev.atrium.connectors.github;

import org.jspecify.annotations.NullMarked;
