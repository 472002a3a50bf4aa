package dev.atrium.testkit.replay;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Addresses as text: what the JDK's URI refuses occurs in recordings.
final class Addresses {
    private static final Map<String, String> VOLATILE =
            Map.ofEntries(
                    Map.entry("code", "code"),
                    Map.entry("req", "req"),
                    Map.entry("hmac", "hmac"),
                    Map.entry("state", "req"),
                    Map.entry("access_token", "access_token"),
                    Map.entry("id_token", "id_token"),
                    Map.entry("code_challenge", "code_challenge"),
                    Map.entry("code_verifier", "code_verifier"),
                    Map.entry("user_code", "user_code"));

    private Addresses() {}

    static String query(String address) {
        String whole = withoutFragment(address);
        int mark = whole.indexOf('?');
        return mark < 0 ? "" : whole.substring(mark + 1);
    }

    static String fragment(String address) {
        int hash = address.indexOf('#');
        return hash < 0 ? "" : address.substring(hash + 1);
    }

    private static String withoutFragment(String address) {
        int hash = address.indexOf('#');
        return hash < 0 ? address : address.substring(0, hash);
    }

    /// Scheme and authority, or empty for a relative address.
    static String origin(String address) {
        int scheme = address.indexOf("://");
        if (scheme < 0) {
            return "";
        }
        int end = scheme + 3;
        while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
            end++;
        }
        return address.substring(0, end);
    }

    static String path(String address) {
        String whole = withoutFragment(address).substring(origin(address).length());
        int mark = whole.indexOf('?');
        return mark < 0 ? whole : whole.substring(0, mark);
    }

    /// An address as a browser resolves it on a page.
    static String resolve(String base, String address) {
        if (!origin(address).isEmpty() || address.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*")) {
            return address;
        }
        if (address.startsWith("/")) {
            return origin(base) + address;
        }
        if (address.startsWith("?")) {
            return origin(base) + path(base) + address;
        }
        String path = path(base);
        return origin(base) + path.substring(0, path.lastIndexOf('/') + 1) + address;
    }

    /// The last value of each name; those without a value are left out.
    static Map<String, String> parameters(String encoded) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && equals < pair.length() - 1) {
                all.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return all;
    }

    static void register(String address, Placeholders names) {
        register(parameters(query(address)), names);
        register(parameters(fragment(address)), names);
    }

    private static void register(Map<String, String> parameters, Placeholders names) {
        parameters.forEach(
                (name, value) -> {
                    if (VOLATILE.containsKey(name) && !names.chosen(value)) {
                        names.name(VOLATILE.getOrDefault(name, name), value);
                    }
                    boolean nested = name.equals("back") || name.equals("redirect_uri");
                    if (nested && value.contains("?")) {
                        register(value, names);
                    }
                });
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
