/// The relying parties of the role: those that the configuration declares, which nobody can change,
/// and above what the engine knows of a client everything that is only Dex's. How a client proves
/// who it is belongs to the engine.
@NullMarked
package dev.atrium.dex.client;

import org.jspecify.annotations.NullMarked;
