package dev.atrium.dex.command;

import dev.atrium.connectors.local.BcryptHash;
import java.security.SecureRandom;

/// `dex hash-password`: what to write behind `hash:` of a static password.
public final class HashPassword {
    public static final int STANDARD_COST = 10;

    private final SecureRandom random;

    public HashPassword(SecureRandom random) {
        this.random = random;
    }

    /// @throws IllegalArgumentException with a sentence for the person who typed it
    public String hash(String password, int cost) {
        if (password.isEmpty()) {
            throw new IllegalArgumentException("the password is empty");
        }
        return BcryptHash.create(cost, password, random).reveal();
    }
}
