package dev.atrium.oidc.throttle;

/// What somebody who guesses cannot change for each guess.
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

    /// Something else than a password that can be tried.
    ///
    /// @param who tries it, or whose it is
    record Attempt(What what, String who) implements Guess {
        @Override
        public String key() {
            return what.name() + "\0" + who;
        }

        @Override
        public int free() {
            return what.free;
        }
    }

    /// What is tried, and how many refusals are free. Each is counted apart, so that a program with
    /// an old secret keeps nobody behind the same address from typing a code.
    enum What {
        /// One client's secret, from one address: ids of clients are no secret, so whoever knows
        /// one must not be able to shut the client out.
        SECRET_OF_CLIENT(10),
        /// Any client's secret, from one address.
        SECRET(100),
        /// The code that a device shows, typed by one person.
        USER_CODE_OF_PERSON(10),
        /// The same, from one address.
        USER_CODE(50),
        /// The token of one invitation, from one address.
        INVITATION(10),
        /// The token of any invitation, from one address.
        INVITATIONS(50);

        private final int free;

        What(int free) {
            this.free = free;
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
