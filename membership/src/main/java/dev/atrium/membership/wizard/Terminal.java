package dev.atrium.membership.wizard;

import java.io.BufferedReader;
import java.io.PrintStream;

/// Where the wizard reads and writes, line by line, so that anything that can type can drive it.
///
/// @param interactive whether somebody sits there
public record Terminal(
        BufferedReader input, PrintStream output, PrintStream errors, boolean interactive) {}
