package dev.atrium.kernel.config;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/// Writes plain values as a YAML file that people can read.
public final class YamlText {
    private YamlText() {}

    /// @param plain maps, lists, texts, numbers and switches
    public static String write(Object plain) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setWidth(10_000);
        options.setSplitLines(false);
        return new Yaml(options).dump(plain);
    }
}
