package dev.atrium.bench.provider;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The accounts of a measured provider, which all have one password.
final class Account {
    static final String PASSWORD = "password";
    static final String MOCK = "mock@bench.test";
    private static final String HASH =
            "$2a$10$2b2cU8CPhOTaGrs1HRQuAueS7JTT5ZHsHSzYiFPm1leZck7Mc8T4W";

    private Account() {}

    /// That worker's own: at one client, a login takes the place of the account's last refresh
    /// token.
    static String login(int worker) {
        return "worker-" + worker + "@bench.test";
    }

    /// Entries of `staticPasswords`.
    static String entries(int workers) {
        return IntStream.range(0, workers)
                .mapToObj(
                        worker ->
                                "- {email: %s, hash: \"%s\", username: worker-%d, userID: worker-%d}"
                                        .formatted(login(worker), HASH, worker, worker))
                .collect(Collectors.joining("\n"));
    }
}
