package dev.atrium.connectors.local;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.UpstreamException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Checks passwords that we hold ourselves. Declared people hide stored ones of the same address.
///
/// An unknown address costs as much time as a wrong password, so that nobody learns which exist. No
/// transaction is open while a hash is computed.
public final class LocalConnector implements PasswordConnector, RefreshableConnector {
    private final Map<String, LocalUser> declared;
    private final StoredPasswords stored;
    private final int cost;
    private final SecureRandom random;
    private final BcryptHash nobody;

    /// @param declared of two with the same address the last one counts
    /// @param cost that stored hashes are raised to when their owner logs in
    public LocalConnector(
            Collection<LocalUser> declared, StoredPasswords stored, int cost, SecureRandom random) {
        Map<String, LocalUser> byKey = new LinkedHashMap<>();
        declared.forEach(user -> byKey.put(user.key(), user));
        this.declared = Map.copyOf(byKey);
        this.stored = stored;
        this.cost = cost;
        this.random = random;
        this.nobody = BcryptHash.ofNobody(cost, random);
    }

    @Override
    public String type() {
        return "local";
    }

    @Override
    public String prompt() {
        return "Email Address";
    }

    @Override
    public Optional<Login> login(Asked asked, String name, String password)
            throws UpstreamException {
        Optional<LocalUser> found = find(name);
        if (found.isEmpty()) {
            // The result does not matter, the time does.
            nobody.matches(password);
            return Optional.empty();
        }
        LocalUser user = found.orElseThrow();
        BcryptHash hash = hash(user);
        if (!hash.matches(password)) {
            return Optional.empty();
        }
        raise(user, hash, password);
        return Optional.of(new Login(user.identity(), new byte[0]));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        LocalUser user =
                find(known.email().orElse(""))
                        .filter(found -> found.userId().equals(known.userId()))
                        .orElseThrow(
                                () ->
                                        new UpstreamException(
                                                UpstreamException.Kind.REFUSED,
                                                "user id \""
                                                        + known.userId()
                                                        + "\" has no password here any more"));
        return new Login(user.identity(), upstreamState);
    }

    private Optional<LocalUser> find(String email) {
        LocalUser fixed = declared.get(LocalUser.key(email));
        return fixed == null ? stored.find(email) : Optional.of(fixed);
    }

    private static BcryptHash hash(LocalUser user) throws UpstreamException {
        try {
            BcryptHash hash = BcryptHash.parse(user.hash());
            if (hash.acceptableCost()) {
                return hash;
            }
            throw refused(
                    user,
                    "has the bcrypt cost "
                            + hash.cost()
                            + " (expected "
                            + BcryptHash.LOWEST_COST
                            + " to "
                            + BcryptHash.HIGHEST_COST
                            + ")");
        } catch (IllegalArgumentException _) {
            throw refused(user, "is not a bcrypt hash");
        }
    }

    private static UpstreamException refused(LocalUser user, String reason) {
        return new UpstreamException(
                UpstreamException.Kind.REFUSED, "the password of " + user.email() + " " + reason);
    }

    private void raise(LocalUser user, BcryptHash hash, String password) {
        boolean whole = password.getBytes(StandardCharsets.UTF_8).length <= 72;
        if (hash.cost() < cost && whole && !declared.containsKey(user.key())) {
            stored.replaceHash(user, BcryptHash.create(cost, password, random));
        }
    }
}
