package dev.atrium.oidc.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How an issuer's pages differ from another's.
///
/// @param name the issuer's name as people know it
/// @param host shown at the foot, so that one sees whose page it is
/// @param root the issuer's path, in front of `/static`
/// @param logoUrl empty for the built-in mark
/// @param faviconUrl empty for none
/// @param styleSheets URLs of further style sheets, applied after the built-in one
/// @param mode `light` or `dark`; empty to follow the browser
/// @param ownFiles whether the operator's files are served, which may load others from elsewhere
/// @param extra further values by name, which style sheets may show or choose by
public record Theme(
        String name,
        String host,
        String root,
        Optional<String> logoUrl,
        Optional<String> faviconUrl,
        List<String> styleSheets,
        Optional<String> mode,
        boolean ownFiles,
        Map<String, String> extra) {
    public Theme {
        styleSheets = List.copyOf(styleSheets);
        extra = new TreeMap<>(extra);
    }

    public static Theme of(String name, String host, String root) {
        return new Theme(
                name,
                host,
                root,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                Map.of());
    }
}
