package dev.atrium.connectors.oidc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How group names are chosen and changed on the way in.
///
/// @param filter a name counts when this is found anywhere in it
/// @param made groups that are put together from other claims, after everything else
public record GroupNames(
        Optional<Pattern> filter, String prefix, String suffix, List<FromClaims> made) {
    public static final GroupNames UNCHANGED = new GroupNames(Optional.empty(), "", "", List.of());

    public GroupNames {
        made = List.copyOf(made);
    }

    /// @param clearDelimiter whether the delimiter is taken out of the claims' own values
    public record FromClaims(
            List<String> claims, String delimiter, boolean clearDelimiter, String prefix) {
        public FromClaims {
            claims = List.copyOf(claims);
        }

        Optional<String> name(Map<String, Object> values) {
            List<String> parts = new ArrayList<>();
            if (!prefix.isEmpty()) {
                parts.add(prefix);
            }
            int own = parts.size();
            for (String claim : claims) {
                if (values.get(claim) instanceof String text) {
                    parts.add(
                            clearDelimiter && !delimiter.isEmpty()
                                    ? text.replace(delimiter, "")
                                    : text);
                }
            }
            return parts.size() == own
                    ? Optional.empty()
                    : Optional.of(String.join(delimiter, parts));
        }
    }

    boolean keeps(String group) {
        return filter.map(pattern -> pattern.matcher(group).find()).orElse(true);
    }

    List<String> changed(List<String> groups, Map<String, Object> claims) {
        List<String> names = new ArrayList<>();
        groups.forEach(group -> names.add(prefix + group + suffix));
        made.forEach(maker -> maker.name(claims).ifPresent(names::add));
        return names;
    }
}
