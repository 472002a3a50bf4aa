package dev.atrium.membership.issuer.login;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.issuer.person.Arrival;
import java.util.Optional;

/// A provider that is asked who somebody is.
///
/// @param id our own name of it
/// @param home the organization whose own provider it is; empty for the operator's
/// @param name for the page on which people choose
record Upstream(
        ConnectorId id,
        String issuer,
        Optional<OrganizationId> home,
        String name,
        RedirectConnector connector) {

    /// What to call it in metrics, which take no word of a tenant's.
    String label() {
        return home.isPresent() ? connector.type() : id.value();
    }

    /// Whom a login makes known; empty where it names nobody.
    Optional<Arrival> arrival(Login login) {
        return home.map(organization -> Arrival.at(organization, issuer, connector.type(), login))
                .orElseGet(() -> Arrival.of(issuer, id.value(), login));
    }
}
