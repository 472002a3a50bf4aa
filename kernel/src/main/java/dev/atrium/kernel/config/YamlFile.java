package dev.atrium.kernel.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Parses YAML 1.1 (JSON included) into [ConfigNode]s. Size, depth and aliases are limited, since
/// values files come from people's desks.
public final class YamlFile {
    private static final int MAX_CHARACTERS = 4 << 20;
    private static final int MAX_EXPORTED_CHARACTERS = 512 << 20;

    private YamlFile() {}

    /// @param file the name that messages use
    /// @throws ConfigProblem when the text is not one YAML document
    public static ConfigNode parse(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_CHARACTERS);
        options.setMaxAliasesForCollections(50);
        options.setNestingDepthLimit(60);
        Node root;
        try {
            // Merging ("<<") happens while constructing, so the nodes pass through a constructor's
            // flattening first.
            root = new Flattening(options).flattened(new Yaml(options), text);
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null ? 1 : broken.getProblemMark().getLine() + 1;
            throw new ConfigProblem(file + ":" + line + ": " + broken.getProblem());
        } catch (YAMLException broken) {
            throw new ConfigProblem(file + ":1: " + broken.getMessage());
        }
        ConfigNode.Place start = new ConfigNode.Place(file, 1, "");
        return root == null ? new ConfigNode.Absent(start) : convert(start, root);
    }

    /// Every document of a file, which is a machine's export and may be long.
    ///
    /// @throws ConfigProblem when the text is not YAML
    public static List<ConfigNode> documents(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_EXPORTED_CHARACTERS);
        options.setMaxAliasesForCollections(50);
        options.setNestingDepthLimit(60);
        List<ConfigNode> documents = new ArrayList<>();
        try {
            for (Node root : new Yaml(options).composeAll(java.io.Reader.of(text))) {
                documents.add(convert(new ConfigNode.Place(file, line(root), ""), root));
            }
        } catch (MarkedYAMLException broken) {
            int line = broken.getProblemMark() == null ? 1 : broken.getProblemMark().getLine() + 1;
            throw new ConfigProblem(file + ":" + line + ": " + broken.getProblem());
        } catch (YAMLException broken) {
            throw new ConfigProblem(file + ":1: " + broken.getMessage());
        }
        return documents;
    }

    private static ConfigNode convert(ConfigNode.Place place, Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                Map<String, ConfigNode> entries = new LinkedHashMap<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                        throw new ConfigProblem(
                                place.file()
                                        + ":"
                                        + line(tuple.getKeyNode())
                                        + ": a key must be a text");
                    }
                    entries.put(
                            key.getValue(),
                            convert(place.child(key.getValue(), line(key)), tuple.getValueNode()));
                }
                yield new ConfigNode.Mapping(place, entries);
            }
            case SequenceNode sequence -> {
                List<ConfigNode> elements = new ArrayList<>();
                for (Node element : sequence.getValue()) {
                    elements.add(convert(place.element(elements.size(), line(element)), element));
                }
                yield new ConfigNode.Sequence(place, elements);
            }
            case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) ->
                    new ConfigNode.Absent(place);
            case ScalarNode scalar -> new ConfigNode.Scalar(place, scalar.getValue(), tag(scalar));
            default ->
                    throw new ConfigProblem(place.file() + ":" + line(node) + ": cannot be read");
        };
    }

    private static ConfigNode.Scalar.Tag tag(ScalarNode scalar) {
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return ConfigNode.Scalar.Tag.BOOLEAN;
        }
        if (tag.equals(Tag.INT)) {
            return ConfigNode.Scalar.Tag.INTEGER;
        }
        if (tag.equals(Tag.FLOAT)) {
            return ConfigNode.Scalar.Tag.FLOAT;
        }
        if (tag.equals(Tag.TIMESTAMP)) {
            return ConfigNode.Scalar.Tag.TIMESTAMP;
        }
        return tag.equals(Tag.BINARY) ? ConfigNode.Scalar.Tag.BINARY : ConfigNode.Scalar.Tag.STRING;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private static final class Flattening extends SafeConstructor {
        Flattening(LoaderOptions options) {
            super(options);
        }

        Node flattened(Yaml yaml, String text) {
            Node root = yaml.compose(java.io.Reader.of(text));
            if (root != null) {
                flatten(root);
            }
            return root;
        }

        private void flatten(Node node) {
            if (node instanceof MappingNode mapping) {
                flattenMapping(mapping);
                mapping.getValue().forEach(tuple -> flatten(tuple.getValueNode()));
            } else if (node instanceof SequenceNode sequence) {
                sequence.getValue().forEach(this::flatten);
            }
        }
    }
}
