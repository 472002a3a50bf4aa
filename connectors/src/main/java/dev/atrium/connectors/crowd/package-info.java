/// Atlassian Crowd, asked for people and groups with a password through its interface for
/// applications. Other products of Atlassian are not here.
@NullMarked
package dev.atrium.connectors.crowd;

import org.jspecify.annotations.NullMarked;
