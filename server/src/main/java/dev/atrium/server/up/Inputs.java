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
import java.util.Optional;

/// The files that an instance is described by, read.
///
/// @param wizard the lists to declare
/// @param demo whether they are those of the demo, which nobody wrote for this instance
/// @param config a CONFIG file; absent without one
/// @param notices what was read and has no effect here
record Inputs(
        ValuesFile values,
        ConfigNode wizard,
        boolean demo,
        ConfigNode config,
        List<String> notices) {

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
        Optional<ConfigNode> declared = declared(values, config);
        ConfigNode wizard = declared.isPresent() ? declared.orElseThrow() : ofTheDemo();
        // What is applied later is a file of this program's own, which nobody could correct.
        Wizard.check(wizard);
        return new Inputs(values, wizard, declared.isEmpty(), config, notices);
    }

    /// The file's own lists win over those in the values, and both over the demo's.
    private static Optional<ConfigNode> declared(ValuesFile values, ConfigNode config) {
        if (!config.get("wizard").isAbsent()) {
            return Optional.of(config.get("wizard"));
        }
        boolean listsAtRoot =
                List.of("users", "organizations", "regions", "stacks").stream()
                        .anyMatch(list -> !config.get(list).isAbsent());
        if (listsAtRoot) {
            return Optional.of(config);
        }
        return Optional.of(values.wizard()).filter(lists -> !lists.isAbsent());
    }

    private static ConfigNode ofTheDemo() throws IOException {
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
