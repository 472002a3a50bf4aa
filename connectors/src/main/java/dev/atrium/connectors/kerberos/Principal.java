package dev.atrium.connectors.kerberos;

import java.util.Optional;

/// A name of Kerberos, such as `HTTP/dex.example.org@EXAMPLE.ORG`.
///
/// @param name all before the realm
/// @param realm empty where the text has none
public record Principal(String name, Optional<String> realm) {

    public static Principal parse(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 || escaped(text, at)
                ? new Principal(text, Optional.empty())
                : new Principal(
                        text.substring(0, at),
                        Optional.of(text.substring(at + 1)).filter(realm -> !realm.isEmpty()));
    }

    private static boolean escaped(String text, int position) {
        int backslashes = 0;
        while (position - backslashes > 0 && text.charAt(position - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    boolean isOf(String expected) {
        return realm.filter(expected::equalsIgnoreCase).isPresent();
    }

    @Override
    public String toString() {
        return realm.map(of -> name + "@" + of).orElse(name);
    }
}
