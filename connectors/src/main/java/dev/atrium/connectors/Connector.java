package dev.atrium.connectors;

/// An upstream that is configured and ready to be asked.
public sealed interface Connector permits PasswordConnector, RedirectConnector {

    /// The kind as configurations write it, such as `ldap`.
    String type();

    /// Asks the upstream whether it can be used, as far as that shows without a login. Most kinds
    /// have nothing to ask.
    ///
    /// @throws UpstreamException with the reason, for the operator's log
    default void check() throws UpstreamException {}

    /// Whether [RefreshableConnector] is implemented, which decides if a refresh token is given.
    default boolean refreshes() {
        return this instanceof RefreshableConnector;
    }
}
