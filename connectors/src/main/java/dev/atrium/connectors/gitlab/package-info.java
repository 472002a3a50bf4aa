/// GitLab: who somebody is, and the groups they are in. What other forges do is not here.
@NullMarked
package dev.atrium.connectors.gitlab;

import org.jspecify.annotations.NullMarked;
