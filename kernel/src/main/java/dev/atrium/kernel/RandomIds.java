package dev.atrium.kernel;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.UUID;

/// Makes identifiers and secrets of the shapes that clients store. One instance is passed to
/// whoever creates something; tests pass a seeded generator.
public final class RandomIds {
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private final SecureRandom random;
    private final Clock clock;

    public RandomIds(SecureRandom random, Clock clock) {
        this.random = random;
        this.clock = clock;
    }

    /// `count` lower-case letters: 12 for an organization, 4 for a stack.
    public String letters(int count) {
        StringBuilder text = new StringBuilder(count);
        for (int index = 0; index < count; index++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /// `count` characters of `alphabet`, each equally likely.
    public String characters(int count, String alphabet) {
        StringBuilder text = new StringBuilder(count);
        for (int index = 0; index < count; index++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /// A letter followed by base32 of the other bytes: 25 characters for 16 bytes, 51 for 32. An
    /// identifier that starts with a letter is also a valid XML name.
    public String base32(int bytes) {
        byte[] buffer = bytes(bytes);
        StringBuilder text = new StringBuilder();
        text.append((char) ('a' + (buffer[0] & 0xff) % 26));
        int bits = 0;
        int held = 0;
        for (int index = 1; index < buffer.length; index++) {
            held = (held << 8) | (buffer[index] & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(BASE32.charAt((held >> bits) & 31));
            }
            held &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(BASE32.charAt((held << (5 - bits)) & 31));
        }
        return text.toString();
    }

    /// 256 random bits as base64url without padding: an opaque token.
    public String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    /// A time-ordered UUID, version 7 (RFC 9562 section 5.7).
    public UUID uuid() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes(16));
        long high = (clock.millis() << 16) | 0x7000L | (buffer.getLong(0) & 0xfffL);
        long low = (buffer.getLong(8) & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    /// A random UUID, version 4, for values such as `jti` whose time must not show.
    public UUID randomUuid() {
        ByteBuffer buffer = ByteBuffer.wrap(bytes(16));
        long high = (buffer.getLong(0) & 0xffffffffffff0fffL) | 0x4000L;
        long low = (buffer.getLong(8) & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new UUID(high, low);
    }

    public byte[] bytes(int count) {
        byte[] buffer = new byte[count];
        random.nextBytes(buffer);
        return buffer;
    }
}
