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

    /// A program that asks about the passwords of many people.
    ///
    /// @param address of the caller
    record Program(String address) implements Guess {
        @Override
        public String key() {
            return "program\0" + address;
        }

        @Override
        public int free() {
            return 1_000;
        }
    }

    /// The short codes that people type in for their devices, of which many may be waiting.
    ///
    /// @param address of the caller
    record DeviceCode(String address) implements Guess {
        @Override
        public String key() {
            return "device code\0" + address;
        }

        @Override
        public int free() {
            return 20;
        }
    }
}
