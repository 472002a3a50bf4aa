/// From the configuration file to the settings that the endpoints run on: connectors are opened,
/// clients and people become what the engine and the connectors know. Nothing here answers a
/// request.
@NullMarked
package dev.atrium.dex.opening;

import org.jspecify.annotations.NullMarked;
