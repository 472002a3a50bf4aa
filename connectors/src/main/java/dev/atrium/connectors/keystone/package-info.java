/// OpenStack's Keystone, asked for people and their groups with a password by its version 3. No
/// other service of OpenStack is here.
@NullMarked
package dev.atrium.connectors.keystone;

import org.jspecify.annotations.NullMarked;
