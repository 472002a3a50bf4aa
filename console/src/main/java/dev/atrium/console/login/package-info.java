/// Logging in and out at Membership as a confidential client with the authorization code flow and
/// PKCE. It ends where a session begins: cookies and their rows belong to the package session.
@NullMarked
package dev.atrium.console.login;

import org.jspecify.annotations.NullMarked;
