package dev.atrium.kernel.config;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

final class PlainValues {
    private PlainValues() {}

    static @Nullable Object of(ConfigNode node) {
        return switch (node) {
            case ConfigNode.Absent _ -> null;
            case ConfigNode.Mapping mapping -> {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                mapping.entries().forEach((key, value) -> values.put(key, of(value)));
                yield values;
            }
            case ConfigNode.Sequence sequence -> {
                List<@Nullable Object> values = new ArrayList<>();
                sequence.elements().forEach(element -> values.add(of(element)));
                yield values;
            }
            case ConfigNode.Scalar scalar -> scalar(scalar);
        };
    }

    private static Object scalar(ConfigNode.Scalar scalar) {
        try {
            return switch (scalar.tag()) {
                case BOOLEAN -> scalar.bool().orElseThrow();
                case INTEGER -> new BigInteger(scalar.source().replace("_", ""));
                case FLOAT -> new BigDecimal(scalar.source());
                case STRING, TIMESTAMP, BINARY -> scalar.source();
            };
        } catch (NumberFormatException _) {
            return scalar.source();
        }
    }
}
