package dev.atrium.oidc;

/// The error codes of RFC 6749, RFC 6750, RFC 8628 and OpenID Connect Core, each with the status it
/// has when it is answered directly.
public enum OAuthError {
    ACCESS_DENIED("access_denied", 401),
    AUTHORIZATION_PENDING("authorization_pending", 400),
    EXPIRED_TOKEN("expired_token", 400),
    INTERACTION_REQUIRED("interaction_required", 400),
    INVALID_CLIENT("invalid_client", 401),
    INVALID_GRANT("invalid_grant", 400),
    INVALID_REQUEST("invalid_request", 400),
    INVALID_SCOPE("invalid_scope", 400),
    INVALID_TARGET("invalid_target", 400),
    INVALID_TOKEN("invalid_token", 401),
    LOGIN_REQUIRED("login_required", 400),
    REQUEST_NOT_SUPPORTED("request_not_supported", 400),
    SERVER_ERROR("server_error", 500),
    SLOW_DOWN("slow_down", 400),
    TEMPORARILY_UNAVAILABLE("temporarily_unavailable", 503),
    UNAUTHORIZED_CLIENT("unauthorized_client", 400),
    UNSUPPORTED_GRANT_TYPE("unsupported_grant_type", 400),
    UNSUPPORTED_RESPONSE_TYPE("unsupported_response_type", 400);

    private final String wire;
    private final int status;

    OAuthError(String wire, int status) {
        this.wire = wire;
        this.status = status;
    }

    public String wire() {
        return wire;
    }

    public int status() {
        return status;
    }
}
