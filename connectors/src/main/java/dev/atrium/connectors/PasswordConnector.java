package dev.atrium.connectors;

import java.util.Optional;

/// An upstream that checks a name and a password.
public non-sealed interface PasswordConnector extends Connector {

    /// What the login field is called, such as `Email Address`.
    String prompt();

    /// @return empty when the upstream does not accept this name with this password
    /// @throws UpstreamException when it could not be asked
    Optional<Login> login(Asked asked, String name, String password) throws UpstreamException;

    /// Empty where nobody logs in by a ticket.
    default Optional<Tickets> tickets() {
        return Optional.empty();
    }
}
