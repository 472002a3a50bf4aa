package dev.atrium.server.up;

import dev.atrium.cli.up.UpOptions;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.YamlFile;
import dev.atrium.membership.wizard.Wizard;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The files that an instance is described by, read.
///
/// @param wizard the lists to declare
/// @param config a CONFIG file; absent without one
/// @param notices what was read and has no effect here
record Inputs(ValuesFile values, ConfigNode wizard, ConfigNode config, List<String> notices) {

    static Inputs read(UpOptions options) throws IOException {
        List<String> notices = new ArrayList<>();
        ValuesFile values = ValuesFile.none();
        if (options.values().isPresent()) {
            values = new ValuesFile(parse(options.values().orElseThrow()));
            notices.addAll(values.ignored());
        }
        ConfigNode config =
                options.config().isPresent()
                        ? parse(options.config().orElseThrow())
                        : YamlFile.parse("config", "");
        ConfigNode wizard = wizard(values, config);
        // What is applied later is a file of this program's own, which nobody could correct.
        Wizard.check(wizard);
        return new Inputs(values, wizard, config, notices);
    }

    /// The file's own lists win over those in the values, and both over the demo's.
    private static ConfigNode wizard(ValuesFile values, ConfigNode config) throws IOException {
        if (!config.get("wizard").isAbsent()) {
            return config.get("wizard");
        }
        boolean listsAtRoot =
                List.of("users", "organizations", "regions", "stacks").stream()
                        .anyMatch(list -> !config.get(list).isAbsent());
        if (listsAtRoot) {
            return config;
        }
        return values.wizard().isAbsent() ? demo() : values.wizard();
    }

    private static ConfigNode demo() throws IOException {
        try (InputStream in = Inputs.class.getResourceAsStream("/demo/wizard.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the demo is not part of this build");
            }
            return YamlFile.parse("the demo", new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .get("wizard");
        }
    }

    private static ConfigNode parse(Path file) throws IOException {
        try {
            return YamlFile.parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException _) {
            throw new UpException("there is no file " + file);
        }
    }
}
