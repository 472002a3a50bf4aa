package dev.atrium.cli.up;

import java.nio.file.Path;
import java.util.Optional;

/// @param data where everything is kept; empty for the default of this account
/// @param portOffset added to every port, so that several instances run side by side
/// @param config a wizard or CONFIG file instead of the demo's
/// @param values a values.yaml to read the settings of the deployment from
public record UpOptions(
        Optional<Path> data, int portOffset, Optional<Path> config, Optional<Path> values) {}
