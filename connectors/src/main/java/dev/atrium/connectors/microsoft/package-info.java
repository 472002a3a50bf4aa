/// Microsoft Entra ID and personal Microsoft accounts: who somebody is and the groups they are in,
/// asked through Graph. No ID token is read here.
@NullMarked
package dev.atrium.connectors.microsoft;

import org.jspecify.annotations.NullMarked;
