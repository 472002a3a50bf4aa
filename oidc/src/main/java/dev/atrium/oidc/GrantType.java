package dev.atrium.oidc;

import java.util.Arrays;
import java.util.Optional;

/// The grants that an issuer may serve, by their wire names.
public enum GrantType {
    AUTHORIZATION_CODE("authorization_code"),
    CLIENT_CREDENTIALS("client_credentials"),
    IMPLICIT("implicit"),
    PASSWORD("password"),
    REFRESH_TOKEN("refresh_token"),
    DEVICE_CODE("urn:ietf:params:oauth:grant-type:device_code"),
    JWT_BEARER("urn:ietf:params:oauth:grant-type:jwt-bearer"),
    TOKEN_EXCHANGE("urn:ietf:params:oauth:grant-type:token-exchange");

    private final String wire;

    GrantType(String wire) {
        this.wire = wire;
    }

    /// The value of `grant_type`.
    public String wire() {
        return wire;
    }

    public static Optional<GrantType> of(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire.equals(wire)).findFirst();
    }
}
