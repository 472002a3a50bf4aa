/// Atlassian Crowd, asked through its interface for applications. Other products of Atlassian are
/// not here.
@NullMarked
package dev.atrium.connectors.crowd;

import org.jspecify.annotations.NullMarked;
