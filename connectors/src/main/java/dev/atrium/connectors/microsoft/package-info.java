/// Microsoft Entra ID and personal Microsoft accounts, asked through Graph. No ID token is read
/// here.
@NullMarked
package dev.atrium.connectors.microsoft;

import org.jspecify.annotations.NullMarked;
