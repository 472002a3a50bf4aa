/// Directories that speak LDAP: who has that name, whether the password is theirs, and which groups
/// they are in. Only this package knows the LDAP library.
@NullMarked
package dev.atrium.connectors.ldap;

import org.jspecify.annotations.NullMarked;
