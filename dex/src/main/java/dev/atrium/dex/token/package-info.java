/// What tokens of the Dex role say, byte for byte as Dex's: subjects, scopes, audiences, claims. No
/// request is answered here.
@NullMarked
package dev.atrium.dex.token;

import org.jspecify.annotations.NullMarked;
