package dev.atrium.oidc.throttle;

/// What somebody who guesses a password cannot change for each guess.
public sealed interface Guess {

    /// What is counted, different for each kind.
    String key();

    /// How many refusals are free.
    int free();

    /// @param connector by which the person logs in
    /// @param name as it was typed, without regard to case
    record Account(String connector, String name) implements Guess {
        @Override
        public String key() {
            return "account\0" + connector + "\0" + name.strip().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public int free() {
            return 10;
        }
    }

    /// Many people can stand behind one address.
    ///
    /// @param address of the caller
    record Address(String address) implements Guess {
        @Override
        public String key() {
            return "address\0" + address;
        }

        @Override
        public int free() {
            return 100;
        }
    }
}
