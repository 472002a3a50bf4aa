package dev.atrium.oidc;

import dev.atrium.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// JSON whose bytes are part of the contract: member order as given, and `<`, `>` and `&` escaped,
/// as relying parties have seen it from Dex, which also makes it safe inside HTML.
public final class JsonText {
    private JsonText() {}

    /// On one line without blanks.
    public static byte[] compact(Map<String, ?> members) {
        return escape(Json.write(members)).getBytes(StandardCharsets.UTF_8);
    }

    /// With two blanks for each level and each element on a line of its own.
    public static byte[] indented(Map<String, ?> members) {
        StringBuilder out = new StringBuilder();
        write(out, members, "");
        return escape(out.toString()).getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String json) {
        // These characters occur in JSON only inside of texts.
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static void write(StringBuilder out, Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> members(out, map, indent);
            case List<?> list -> elements(out, list, indent);
            default -> out.append(Json.write(value));
        }
    }

    private static void members(StringBuilder out, Map<?, ?> map, String indent) {
        if (map.isEmpty()) {
            out.append("{}");
            return;
        }
        String inner = indent + "  ";
        out.append("{\n");
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            out.append(inner).append(Json.write(entry.getKey())).append(": ");
            write(out, entry.getValue(), inner);
            out.append(entries.hasNext() ? ",\n" : "\n");
        }
        out.append(indent).append('}');
    }

    private static void elements(StringBuilder out, List<?> list, String indent) {
        if (list.isEmpty()) {
            out.append("[]");
            return;
        }
        String inner = indent + "  ";
        out.append("[\n");
        for (int index = 0; index < list.size(); index++) {
            out.append(inner);
            write(out, list.get(index), inner);
            out.append(index + 1 < list.size() ? ",\n" : "\n");
        }
        out.append(indent).append(']');
    }
}
