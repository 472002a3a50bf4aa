package dev.atrium.connectors.local;

import dev.atrium.connectors.Identity;
import dev.atrium.kernel.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// @param email in its own spelling, which tokens show; compared without regard to case
/// @param hash bcrypt
/// @param userId may be empty where a file says so
public record LocalUser(
        String email,
        Secret hash,
        String userId,
        String username,
        String name,
        Optional<String> preferredUsername,
        boolean emailVerified,
        List<String> groups) {
    public LocalUser {
        groups = List.copyOf(groups);
    }

    String key() {
        return key(email);
    }

    static String key(String email) {
        return email.toLowerCase(Locale.ROOT);
    }

    Identity identity() {
        return new Identity(
                userId,
                name.isEmpty() ? username : name,
                preferredUsername,
                email.isEmpty() ? Optional.empty() : Optional.of(email),
                emailVerified,
                groups);
    }
}
