package dev.atrium.connectors.openshift;

import dev.atrium.connectors.codeflow.Registration;
import java.net.URI;
import java.util.List;

/// How OpenShift is asked.
///
/// @param groups of which a person must be in one; empty for no restriction
public record OpenshiftSettings(Registration registration, URI issuer, List<String> groups) {
    public OpenshiftSettings {
        groups = List.copyOf(groups);
    }
}
