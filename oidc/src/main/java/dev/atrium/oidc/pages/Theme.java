package dev.atrium.oidc.pages;

import java.util.List;
import java.util.Optional;

/// How an issuer's pages differ from another's.
///
/// @param name the issuer's name as people know it
/// @param host shown at the foot, so that one sees whose page it is
/// @param root the issuer's path, in front of `/static`
/// @param logoUrl empty for the built-in mark
/// @param faviconUrl empty for none
/// @param styleSheets URLs of further style sheets, applied after the built-in one
/// @param mode `light` or `dark`; empty to follow the browser
public record Theme(
        String name,
        String host,
        String root,
        Optional<String> logoUrl,
        Optional<String> faviconUrl,
        List<String> styleSheets,
        Optional<String> mode) {
    public Theme {
        styleSheets = List.copyOf(styleSheets);
    }

    public static Theme of(String name, String host, String root) {
        return new Theme(
                name, host, root, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
    }
}
