package dev.atrium.server.up;

import dev.atrium.kernel.config.ConfigNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who can log in to an instance of this machine.
final class DemoAccounts {
    static final String PASSWORD = "password";

    /// bcrypt of [#PASSWORD], cost 10.
    static final String PASSWORD_HASH =
            "$2a$10$27uh3e4T2U4EDUhnlAseVOmwJB/E.UNLwoTA19jVGdCdlSj5hz5im";

    private DemoAccounts() {}

    /// The declared users, with the password where it is the demo's.
    static List<StatusTable.Account> of(ConfigNode wizard, boolean demoPasswords) {
        List<StatusTable.Account> accounts = new ArrayList<>();
        for (ConfigNode user : wizard.get("users").elements()) {
            accounts.add(
                    new StatusTable.Account(
                            user.get("email").requiredText(),
                            user.get("role").text().orElse("USER"),
                            demoPasswords ? Optional.of(PASSWORD) : Optional.empty()));
        }
        return accounts;
    }
}
