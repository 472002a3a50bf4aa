package dev.atrium.connectors;

/// An upstream that is configured and ready to be asked.
public sealed interface Connector permits PasswordConnector, RedirectConnector {

    /// The kind as configurations write it, such as `ldap`.
    String type();

    /// Whether [RefreshableConnector] is implemented, which decides if a refresh token is given.
    default boolean refreshes() {
        return this instanceof RefreshableConnector;
    }
}
