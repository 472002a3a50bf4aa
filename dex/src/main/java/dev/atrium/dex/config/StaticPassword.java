package dev.atrium.dex.config;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A person of the file.
///
/// @param email in its own spelling; it is compared without regard to case
/// @param hash bcrypt; a cost outside 10 to 16 loads, and refuses at login
/// @param name what tokens call the person; the user name where the file gives none
/// @param userId may be empty, as Dex accepts
public record StaticPassword(
        String email,
        Secret hash,
        String username,
        String name,
        Optional<String> preferredUsername,
        boolean emailVerified,
        List<String> groups,
        String userId) {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]?\\$\\d{2}\\$.{52,}");

    static StaticPassword read(Section section, Map<String, String> environment) {
        String username = section.textOr("username", "");
        return new StaticPassword(
                section.textOr("email", ""),
                hash(section, environment),
                username,
                section.textOr("name", username),
                section.text("preferredUsername"),
                section.get("emailVerified").bool().orElse(true),
                section.texts("groups"),
                section.textOr("userID", ""));
    }

    private static Secret hash(Section section, Map<String, String> environment) {
        ConfigNode at = section.get("hash");
        String text = section.textOr("hash", "");
        if (text.isEmpty() && section.text("hashFromEnv").isPresent()) {
            at = section.get("hashFromEnv");
            text = environment.getOrDefault(section.textOr("hashFromEnv", ""), "");
        }
        if (text.isEmpty()) {
            throw DexConfigException.binding("no password hash provided", at);
        }
        String hash = BCRYPT.matcher(text).matches() ? text : decoded(text);
        if (!BCRYPT.matcher(hash).matches()) {
            throw DexConfigException.binding(
                    "malformed bcrypt hash: expected $2a$10$ and 53 more characters, or the base64 of that",
                    at);
        }
        return Secret.of(hash);
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.US_ASCII);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
