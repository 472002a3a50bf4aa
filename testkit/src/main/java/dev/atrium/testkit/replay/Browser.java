package dev.atrium.testkit.replay;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The cookies of one user agent. Everything is one host, so a cookie has a name and a path.
final class Browser {
    private final Map<String, Held> cookies = new LinkedHashMap<>();

    private record Held(String value, String path) {}

    void store(String header) {
        String[] parts = header.split(";", -1);
        String[] pair = parts[0].strip().split("=", 2);
        String value = pair.length > 1 ? pair[1] : "";
        String path = "/";
        boolean ended = value.isEmpty();
        for (String attribute : parts) {
            String[] setting = attribute.strip().split("=", 2);
            String text = setting.length > 1 ? setting[1] : "";
            switch (setting[0].toLowerCase(Locale.ROOT)) {
                case "path" -> path = text;
                case "max-age" -> ended |= text.startsWith("0") || text.startsWith("-");
                default -> {}
            }
        }
        if (ended) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], new Held(value, path));
        }
    }

    Optional<String> header(String path) {
        String all =
                cookies.entrySet().stream()
                        .filter(cookie -> path.startsWith(cookie.getValue().path()))
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue().value())
                        .collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
