/// GitLab, in the cloud or of one's own: who somebody is, and the groups they are in with their
/// roles. What other forges do is not here.
@NullMarked
package dev.atrium.connectors.gitlab;

import org.jspecify.annotations.NullMarked;
