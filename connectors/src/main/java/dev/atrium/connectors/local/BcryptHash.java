package dev.atrium.connectors.local;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import dev.atrium.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One bcrypt hash. The variants `$2$`, `$2a$`, `$2b$` and `$2y$` are read as the same algorithm,
/// and only the first 72 bytes of a password count, as in the programs that wrote the hashes that
/// we are given.
public final class BcryptHash {
    public static final int LOWEST_COST = 10;
    public static final int HIGHEST_COST = 16;
    private static final Pattern FORM =
            Pattern.compile("\\$2[abxy]?\\$(\\d{2})\\$([./A-Za-z0-9]{53}).*");
    private static final String ALPHABET =
            "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int SALT = 22;
    private static final int DIGEST = 31;
    private static final BCrypt.Version VERSION = BCrypt.Version.VERSION_2A;

    private final int cost;
    private final String normal;

    private BcryptHash(int cost, String normal) {
        this.cost = cost;
        this.normal = normal;
    }

    /// @throws IllegalArgumentException without the hash in its message
    public static BcryptHash parse(Secret hash) {
        Matcher parts = FORM.matcher(hash.reveal());
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a bcrypt hash");
        }
        return new BcryptHash(
                Integer.parseInt(parts.group(1)), "$2a$" + parts.group(1) + "$" + parts.group(2));
    }

    /// @throws IllegalArgumentException when the cost is outside of what is accepted at a login, or
    ///     the password is longer than bcrypt reads
    public static Secret create(int cost, String password, SecureRandom random) {
        if (cost < LOWEST_COST || cost > HIGHEST_COST) {
            throw new IllegalArgumentException(
                    "bcrypt cost "
                            + cost
                            + " (expected "
                            + LOWEST_COST
                            + " to "
                            + HIGHEST_COST
                            + ")");
        }
        byte[] bytes = password.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 72) {
            throw new IllegalArgumentException(
                    "the password has more than 72 bytes, of which bcrypt ignores the rest");
        }
        return Secret.of(
                new String(
                        BCrypt.with(VERSION, random, raw -> raw).hash(cost, bytes),
                        StandardCharsets.US_ASCII));
    }

    /// One that nobody knows a password for. Comparing with it takes as long as with any other of
    /// its cost; making it takes no time.
    static BcryptHash ofNobody(int cost, SecureRandom random) {
        return parse(
                Secret.of(
                        "$2a$%02d$%s%s"
                                .formatted(cost, digits(SALT, random), digits(DIGEST, random))));
    }

    /// The last digit of either part stands for fewer bits than the others: for none here.
    private static String digits(int count, SecureRandom random) {
        StringBuilder digits = new StringBuilder();
        for (int index = 1; index < count; index++) {
            digits.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return digits.append(ALPHABET.charAt(0)).toString();
    }

    public int cost() {
        return cost;
    }

    public boolean acceptableCost() {
        return cost >= LOWEST_COST && cost <= HIGHEST_COST;
    }

    public boolean matches(String password) {
        return BCrypt.verifyer(VERSION, LongPasswordStrategies.truncate(VERSION))
                .verify(
                        password.getBytes(StandardCharsets.UTF_8),
                        normal.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }
}
