package dev.atrium.testkit.replay;

import dev.atrium.kernel.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/// The recordings on the class path, below one folder.
public final class Recordings {
    private final String folder;

    private Recordings(String folder) {
        this.folder = folder;
    }

    public static Recordings dex() {
        return new Recordings("/recordings/dex/");
    }

    public Scenario scenario(String name) {
        return new Scenario(name, yaml(text(name + ".scenario.yaml")));
    }

    /// The recorded lines, one for each hop of each step.
    public List<JsonNode> recorded(String name) {
        return text(name + ".jsonl").lines().map(line -> Json.mapper().readTree(line)).toList();
    }

    /// Differences that hold for every scenario.
    public List<Allowance> allowed() {
        return allowances(text("allow.yaml"));
    }

    /// @param yaml a list of allowances
    public static List<Allowance> allowances(String yaml) {
        List<Allowance> all = new ArrayList<>();
        yaml(yaml).forEach(entry -> all.add(Allowance.of(entry)));
        return all;
    }

    public String text(String file) {
        try (InputStream in = Recordings.class.getResourceAsStream(folder + file)) {
            if (in == null) {
                throw new IllegalArgumentException("no recording " + folder + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /// YAML as a JSON tree, aliases resolved.
    public static JsonNode yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(500);
        Object tree = new Yaml(options).load(text);
        return Json.mapper().valueToTree(tree);
    }
}
