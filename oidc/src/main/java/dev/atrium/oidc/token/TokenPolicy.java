package dev.atrium.oidc.token;

import dev.atrium.oidc.client.ClientId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// What a role decides about the tokens of its issuer.
public interface TokenPolicy {

    /// What the tokens for a grant say. Called at every issue, so that it can re-check what may
    /// have changed.
    ///
    /// @throws dev.atrium.oidc.OAuthProblem when the grant may not be turned into tokens any more
    Content content(Grant grant, Occasion occasion);

    /// Whether the grant comes with a refresh token.
    boolean refreshable(Grant grant);

    /// Brings a grant up to date at a refresh, by asking the upstream. Called outside of any
    /// transaction; may take long.
    ///
    /// @return the grant with the data of now; the subject, client and scopes stay
    /// @throws dev.atrium.oidc.OAuthProblem when it is refused
    Grant renew(Grant grant);

    /// What is known of the person whatever the scopes, as claims, for the introspection of a
    /// refresh token.
    Map<String, Object> known(Grant grant);

    /// The slot that a refresh token takes: a new one ends the one that held it. Empty where tokens
    /// live side by side.
    Optional<String> slot(Grant grant);

    /// The browser session that a refresh token ends with. Empty where it lives on without one.
    default Optional<byte[]> session(Grant grant) {
        return Optional.empty();
    }

    /// Whether a token of this client is worth nothing any more because the browser session that
    /// gave it has ended. Called when a token is shown to us again.
    ///
    /// @param claims of the token, or what is known of the person behind a refresh token
    default boolean ended(ClientId client, Supplier<JsonNode> claims) {
        return false;
    }

    /// Whether a refresh token keeps its value when it is used, although the issuer's rotate.
    default boolean keepsRefreshToken(Grant grant) {
        return false;
    }

    enum Occasion {
        /// The person has just logged in.
        LOGIN,
        /// A refresh token was used.
        REFRESH,
        /// A client stands for itself: there is no person.
        CLIENT
    }

    /// @param id absent where no ID token is given
    record Content(Body access, Optional<Body> id) {}

    /// Both maps keep their order, which is the order on the wire. `iss`, `sub`, `aud`, `exp`,
    /// `iat` and `jti` come first and hashes come between the two.
    ///
    /// @param audience written as a single text when there is one
    record Body(
            List<String> audience,
            Duration lifetime,
            Map<String, Object> before,
            Map<String, Object> after) {
        public Body {
            audience = List.copyOf(audience);
        }
    }
}
