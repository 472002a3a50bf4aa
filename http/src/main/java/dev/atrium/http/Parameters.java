package dev.atrium.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The parameters of a query or of a form, in their order, names and values decoded
/// (`application/x-www-form-urlencoded`).
public final class Parameters {
    public static final Parameters EMPTY = new Parameters(Map.of());
    private static final int MOST = 1_000;

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    public static Parameters of(Map<String, List<String>> values) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, all) -> copy.put(name, List.copyOf(all)));
        return new Parameters(Collections.unmodifiableMap(copy));
    }

    /// @throws IllegalArgumentException when a percent escape is broken or there are more than
    ///     1,000 parameters
    public static Parameters parse(String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > MOST) {
                throw new IllegalArgumentException("more than " + MOST + " parameters");
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
        }
        return new Parameters(Collections.unmodifiableMap(values));
    }

    /// The first value of that name; empty text where the parameter is present without a value.
    public Optional<String> first(String name) {
        List<String> all = values.get(name);
        return all == null ? Optional.empty() : Optional.of(all.getFirst());
    }

    /// The first value, or the empty text.
    public String text(String name) {
        return first(name).orElse("");
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Map<String, List<String>> asMap() {
        return values;
    }

    /// These parameters with those of `others` added after them.
    public Parameters and(Parameters others) {
        Map<String, List<String>> merged = new LinkedHashMap<>();
        values.forEach((name, all) -> merged.put(name, new ArrayList<>(all)));
        others.values.forEach(
                (name, all) -> merged.computeIfAbsent(name, _ -> new ArrayList<>()).addAll(all));
        return of(merged);
    }

    public Parameters without(String... names) {
        Map<String, List<String>> rest = new LinkedHashMap<>(values);
        rest.keySet().removeAll(Arrays.asList(names));
        return of(rest);
    }

    public Parameters with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return of(changed);
    }

    /// The parameters sorted by name: the same set always makes the same text.
    public Parameters sorted() {
        return of(
                values.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        Map.Entry::getValue,
                                        (left, _) -> left,
                                        LinkedHashMap::new)));
    }

    public String encode() {
        return values.entrySet().stream()
                .flatMap(
                        entry ->
                                entry.getValue().stream()
                                        .map(value -> encode(entry.getKey()) + "=" + encode(value)))
                .collect(Collectors.joining("&"));
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
