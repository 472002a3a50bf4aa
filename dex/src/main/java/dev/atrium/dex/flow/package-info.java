/// The way of a person through the Dex role: choosing a connector, logging in, consenting, entering
/// a device's code. Each class answers the requests of one step; what is remembered in between is
/// the engine's affair.
@NullMarked
package dev.atrium.dex.flow;

import org.jspecify.annotations.NullMarked;
