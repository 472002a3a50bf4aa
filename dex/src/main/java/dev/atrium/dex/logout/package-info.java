/// The end of a browser session: by a person, or by a relying party on their behalf. Relying
/// parties are told over the back channel; what they do then is theirs.
@NullMarked
package dev.atrium.dex.logout;

import org.jspecify.annotations.NullMarked;
