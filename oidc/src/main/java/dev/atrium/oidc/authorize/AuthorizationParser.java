package dev.atrium.oidc.authorize;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.GoQuote;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.client.Client;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.client.ClientRegistry;
import dev.atrium.oidc.client.RedirectUris;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.token.Challenge;
import dev.atrium.oidc.token.ScopePolicy;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads authorization requests (OpenID Connect Core section 3.1.2.1). The order of the checks and
/// the words of their refusals are part of the contract. What is wrong before the redirect URI is
/// known to be the client's is shown to the person; after that it is told to the client.
public final class AuthorizationParser {
    private static final Set<String> KNOWN_RESPONSE_TYPES = Set.of("code", "token", "id_token");

    private final Profile profile;
    private final ClientRegistry clients;
    private final ScopePolicy scopes;
    private final JwtVerifier verifier;
    private final Clock clock;
    private final RandomIds ids;

    public AuthorizationParser(
            Profile profile,
            ClientRegistry clients,
            ScopePolicy scopes,
            JwtVerifier verifier,
            Clock clock,
            RandomIds ids) {
        this.profile = profile;
        this.clients = clients;
        this.scopes = scopes;
        this.verifier = verifier;
        this.clock = clock;
        this.ids = ids;
    }

    /// A request whose client and redirect URI are good, so that refusals can be told to the
    /// client.
    public record Opened(Client client, String redirectUri, String state) {
        public OAuthProblem refused(OAuthError error, String description) {
            return new OAuthProblem.Redirected(error, description, redirectUri, state);
        }
    }

    /// @throws OAuthProblem.Shown when the client or its redirect URI is unknown
    public Opened open(Parameters parameters) {
        Client client =
                clients.find(new ClientId(parameters.text("client_id")))
                        .orElseThrow(() -> new OAuthProblem.Shown(404, "Invalid client_id."));
        String uri =
                profile.redirectUris()
                        .accept(client, parameters.text("redirect_uri"))
                        .orElseThrow(
                                () -> new OAuthProblem.Shown(400, "Unregistered redirect_uri."));
        return new Opened(client, uri, parameters.text("state"));
    }

    /// @throws OAuthProblem.Redirected for the first thing that is wrong
    public AuthorizationRequest complete(Opened opened, Parameters parameters) {
        if (!parameters.text("request").isEmpty()) {
            throw opened.refused(
                    OAuthError.REQUEST_NOT_SUPPORTED, "Server does not support request parameter.");
        }
        Challenge challenge = challenge(opened, parameters);
        List<String> granted = scopes(opened, parameters);
        List<String> types = responseTypes(opened, parameters);
        Set<Prompt> prompts = prompts(opened, parameters.text("prompt"));
        OptionalLong maxAge = maxAge(opened, parameters.text("max_age"));
        Optional<String> hinted = hint(opened, parameters.text("id_token_hint"));
        return new AuthorizationRequest(
                ids.base32(16),
                opened.client().id(),
                opened.redirectUri(),
                types,
                granted,
                opened.state(),
                parameters.first("nonce").filter(nonce -> !nonce.isEmpty()),
                challenge,
                prompts,
                maxAge,
                parameters.text("approval_prompt").equals("force")
                        || prompts.contains(Prompt.CONSENT),
                hinted,
                clock.instant().plus(profile.authorization().requestLifetime()),
                "",
                Json.mapper().createObjectNode());
    }

    private Challenge challenge(Opened opened, Parameters parameters) {
        String value = parameters.text("code_challenge");
        String named = parameters.text("code_challenge_method");
        String method = named.isEmpty() ? "plain" : named;
        if (!value.isEmpty() && !profile.authorization().challengeMethods().contains(method)) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST,
                    "Unsupported PKCE challenge method (" + GoQuote.quote(method) + ").");
        }
        if (value.isEmpty() && profile.authorization().requireChallenge()) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST,
                    "PKCE is required. The code_challenge parameter must be provided.");
        }
        return value.isEmpty() ? Challenge.NONE : new Challenge(value, method);
    }

    private List<String> scopes(Opened opened, Parameters parameters) {
        return switch (scopes.decide(
                opened.client(), SpaceDelimited.words(parameters.text("scope")))) {
            case ScopePolicy.Decision.Granted granted -> granted.scopes();
            case ScopePolicy.Decision.Refused refused ->
                    throw opened.refused(OAuthError.INVALID_SCOPE, refused.reason());
        };
    }

    private List<String> responseTypes(Opened opened, Parameters parameters) {
        List<String> types = SpaceDelimited.words(parameters.text("response_type"));
        for (String type : types) {
            if (!KNOWN_RESPONSE_TYPES.contains(type)) {
                throw opened.refused(
                        OAuthError.INVALID_REQUEST, "Invalid response type " + GoQuote.quote(type));
            }
            if (!profile.authorization().responseTypes().contains(type)) {
                throw opened.refused(
                        OAuthError.UNSUPPORTED_RESPONSE_TYPE,
                        "Unsupported response type " + GoQuote.quote(type));
            }
        }
        if (types.isEmpty()) {
            throw opened.refused(OAuthError.INVALID_REQUEST, "No response_type provided");
        }
        if (types.stream().allMatch("token"::equals)) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST,
                    "Response type 'token' must be provided with type 'id_token' and/or 'code'");
        }
        if (!types.contains("code") && parameters.text("nonce").isEmpty()) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST, "Response type 'token' requires a 'nonce' value.");
        }
        if (types.contains("token") && opened.redirectUri().equals(RedirectUris.OUT_OF_BAND)) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST,
                    "Cannot use response type 'token' with redirect_uri '"
                            + RedirectUris.OUT_OF_BAND
                            + "'.");
        }
        return types;
    }

    private static Set<Prompt> prompts(Opened opened, String text) {
        EnumSet<Prompt> prompts = EnumSet.noneOf(Prompt.class);
        for (String word : SpaceDelimited.words(text)) {
            prompts.add(
                    Prompt.of(word)
                            .orElseThrow(
                                    () ->
                                            opened.refused(
                                                    OAuthError.INVALID_REQUEST,
                                                    "Invalid prompt parameter: invalid prompt value "
                                                            + GoQuote.quote(word))));
        }
        if (prompts.contains(Prompt.NONE) && prompts.size() > 1) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST,
                    "Invalid prompt parameter: prompt=none must not be combined with other values");
        }
        return prompts;
    }

    private static OptionalLong maxAge(Opened opened, String text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.matches("\\+?[0-9]{1,18}")) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST, "Invalid max_age value " + GoQuote.quote(text));
        }
        return OptionalLong.of(Long.parseLong(text));
    }

    /// A hint may have expired: it says who is meant, not who is there.
    private Optional<String> hint(Opened opened, String token) {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                verifier.signed(token)
                        .orElseThrow(
                                () ->
                                        opened.refused(
                                                OAuthError.INVALID_REQUEST,
                                                "Invalid id_token_hint."))
                        .subject());
    }
}
