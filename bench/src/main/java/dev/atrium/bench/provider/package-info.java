/// Dex's endpoints under load: the program that is measured, the configuration file that it reads,
/// a relying party that asks, and rounds that alternate between Atrium and another program that
/// reads the same file. Knows no class of the role: what is measured is what users run.
@NullMarked
package dev.atrium.bench.provider;

import org.jspecify.annotations.NullMarked;
