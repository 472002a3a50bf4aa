package dev.atrium.connectors.oidc;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns verified claims into an identity.
final class ClaimReader {
    private final OidcSettings.Mapping mapping;

    ClaimReader(OidcSettings.Mapping mapping) {
        this.mapping = mapping;
    }

    Identity identity(Asked asked, Map<String, Object> claims) throws UpstreamException {
        if (text(claims, "sub").isEmpty()) {
            throw missing("sub");
        }
        String userId = text(claims, mapping.userId()).orElseThrow(() -> missing(mapping.userId()));
        Optional<String> name = text(claims, mapping.userName());
        if (name.isEmpty() && mapping.requireName()) {
            throw missing(mapping.userName());
        }
        Optional<String> email = mapped(claims, "email", mapping.emailClaim());
        if (email.isEmpty() && mapping.requireEmail()) {
            throw missing("email");
        }
        List<String> groups = groups(claims);
        return new Identity(
                userId,
                name.orElse(""),
                mapped(claims, "preferred_username", mapping.preferredUsernameClaim()),
                email,
                verified(claims),
                asked.groups() ? groups : List.of());
    }

    /// Some providers send a text; a text is read as what it says.
    private boolean verified(Map<String, Object> claims) throws UpstreamException {
        return switch (claims.get("email_verified")) {
            case Boolean value -> value;
            case String text when text.equals("true") || text.equals("false") ->
                    Boolean.parseBoolean(text);
            case null, default -> {
                if (!mapping.assumeVerified() && mapping.requireEmail()) {
                    throw missing("email_verified");
                }
                yield mapping.assumeVerified();
            }
        };
    }

    /// A restriction holds whether or not anybody asked for groups.
    private List<String> groups(Map<String, Object> claims) throws UpstreamException {
        if (!mapping.groups()) {
            if (!mapping.allowedGroups().isEmpty()) {
                throw new UpstreamException(
                        Kind.NOT_IN_REQUIRED_GROUP,
                        "allowedGroups is set and insecureEnableGroups is not, so nobody can be in one");
            }
            return List.of();
        }
        List<String> groups = new ArrayList<>();
        Object claim =
                claims.getOrDefault(claimName(claims, "groups", mapping.groupsClaim()), List.of());
        if (claim instanceof String single) {
            groups.add(single);
        } else if (claim instanceof List<?> list) {
            for (Object element : list) {
                String group = groupName(element);
                if (mapping.groupNames().keeps(group)) {
                    groups.add(group);
                }
            }
        }
        if (!mapping.allowedGroups().isEmpty()) {
            groups.retainAll(mapping.allowedGroups());
            if (groups.isEmpty()) {
                throw new UpstreamException(Kind.REFUSED, "user not a member of allowed groups");
            }
        }
        return mapping.groupNames().changed(groups, claims);
    }

    private static String groupName(Object element) throws UpstreamException {
        if (element instanceof String text) {
            return text;
        }
        if (element instanceof Map<?, ?> object && object.get("name") instanceof String text) {
            return text;
        }
        throw new UpstreamException(Kind.REFUSED, "malformed \"groups\" claim");
    }

    private Optional<String> mapped(
            Map<String, Object> claims, String standard, Optional<String> other) {
        return text(claims, claimName(claims, standard, other));
    }

    private String claimName(Map<String, Object> claims, String standard, Optional<String> other) {
        boolean useOther = mapping.override() || !claims.containsKey(standard);
        return useOther ? other.orElse(standard) : standard;
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isEmpty()
                ? Optional.of(text)
                : Optional.empty();
    }

    private static UpstreamException missing(String claim) {
        return new UpstreamException(Kind.REFUSED, "missing \"" + claim + "\" claim");
    }
}
