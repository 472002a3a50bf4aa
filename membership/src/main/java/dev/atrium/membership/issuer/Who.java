package dev.atrium.membership.issuer;

import dev.atrium.connectors.Login;
import java.util.Map;
import java.util.Optional;

/// Who a provider says somebody is: its issuer, the connector behind it and what that calls them.
/// Where the provider passes on whose identity it saw (`federated_claims`), that is the key, since
/// its `sub` is an encoding of both; else `sub` is.
///
/// @param connector empty where the provider names none
/// @param operators whether it is the operator's own provider, whose users the wizard declares
record Who(
        String issuer,
        String connector,
        String subject,
        String email,
        boolean emailVerified,
        boolean operators) {

    static Who of(LoginProvider provider, Login login) {
        String subject = login.identity().userId();
        String email = login.identity().email().orElse("");
        boolean verified = login.identity().emailVerified() && !email.isEmpty();
        if (provider.operators()
                && login.claims().get("federated_claims") instanceof Map<?, ?> federated
                && federated.get("connector_id") instanceof String connector
                && federated.get("user_id") instanceof String user
                && !user.isEmpty()) {
            return new Who(provider.issuer(), connector, user, email, verified, true);
        }
        return new Who(
                provider.issuer(),
                provider.operators() ? "" : provider.id(),
                subject,
                email,
                verified,
                provider.operators());
    }

    Optional<String> federatedConnector() {
        return connector.isEmpty() ? Optional.empty() : Optional.of(connector);
    }

    Optional<String> verifiedDomain() {
        int at = email.lastIndexOf('@');
        return emailVerified && at >= 0 && at < email.length() - 1
                ? Optional.of(email.substring(at + 1))
                : Optional.empty();
    }

    /// One text for the whole key.
    String key() {
        return issuer + "\n" + connector + "\n" + subject;
    }
}
