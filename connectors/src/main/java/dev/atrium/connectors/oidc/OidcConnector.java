package dev.atrium.connectors.oidc;

import dev.atrium.connectors.AskAgainException;
import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.LogoutConnector;
import dev.atrium.connectors.RedirectConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.TokenConnector;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.codeflow.Credential;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.codeflow.TokenEndpoint;
import dev.atrium.connectors.codeflow.Tokens;
import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// Any OpenID provider.
public final class OidcConnector
        implements RedirectConnector, RefreshableConnector, TokenConnector, LogoutConnector {
    private static final Logger LOG = LoggerFactory.getLogger(OidcConnector.class);
    private static final List<String> STANDARD_SCOPES = List.of("email", "profile");
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private final OidcSettings settings;
    private final Discovery discovery;
    private final IdTokens idTokens;
    private final Registration registration;
    private final TokenEndpoint tokens;
    private final ClaimReader reader;
    private final OutgoingHttp http;
    private final RandomIds ids;
    private final AtomicBoolean standardScopes = new AtomicBoolean();

    public OidcConnector(OidcSettings settings, OutgoingHttp http, RandomIds ids, Clock clock) {
        this.settings = settings;
        this.http = http;
        this.ids = ids;
        this.discovery = new Discovery(settings, http, clock);
        this.idTokens = new IdTokens(settings, discovery, clock);
        this.registration =
                new Registration(
                        settings.clientId(),
                        Credential.secret(settings.clientSecret()),
                        settings.redirectUri());
        this.tokens = new TokenEndpoint(registration, settings.basicAuthUnsupported(), http);
        this.reader = new ClaimReader(settings.mapping());
    }

    @Override
    public String type() {
        return "oidc";
    }

    @Override
    public void check() throws UpstreamException {
        discovery.provider();
    }

    @Override
    public Departure depart(Asked asked, String callback, String state) throws UpstreamException {
        registration.checkCallback(callback);
        Provider provider = discovery.provider();
        Memory memory = Memory.create(settings.challenge(), provider, ids);
        Parameters query =
                memory.describe(
                        Parameters.of(settings.parameters())
                                .with("client_id", settings.clientId())
                                .with("redirect_uri", callback)
                                .with("response_type", "code")
                                .with("scope", String.join(" ", scopes()))
                                .with("state", state));
        if (!settings.acrValues().isEmpty()) {
            query = query.with("acr_values", String.join(" ", settings.acrValues()));
        }
        if (asked.offline()) {
            query = query.with("access_type", "offline").with("prompt", settings.promptType());
        }
        return new Departure(
                join(provider.authorization(), query.sorted().encode()), memory.bytes());
    }

    @Override
    public Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException {
        Parameters query = answer.query();
        if (query.has("error")) {
            throw refusal(query);
        }
        Memory kept = Memory.read(memory);
        Parameters form =
                Parameters.EMPTY
                        .with("grant_type", "authorization_code")
                        .with("code", query.text("code"))
                        .with("redirect_uri", callback);
        Tokens received =
                ask(kept.verifier().isEmpty() ? form : form.with("code_verifier", kept.verifier()));
        String idToken =
                received.idToken()
                        .orElseThrow(
                                () ->
                                        new UpstreamException(
                                                Kind.REFUSED, "no id_token in token response"));
        return login(asked, received, idTokens.verified(idToken, kept.expectedNonce()), "");
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        String held = UpstreamState.refreshToken(upstreamState);
        if (held.isEmpty()) {
            throw new UpstreamException(Kind.REFUSED, "the upstream gave no refresh token");
        }
        Tokens received =
                ask(
                        Parameters.EMPTY
                                .with("grant_type", "refresh_token")
                                .with("refresh_token", held));
        Map<String, Object> claims =
                received.idToken().isPresent()
                        ? idTokens.verified(received.idToken().orElseThrow(), Optional.empty())
                        : Map.of();
        Login login = login(asked, received, claims, held);
        if (!login.identity().userId().equals(known.userId())) {
            // OpenID Connect Core 1.0 section 12.2.
            throw new UpstreamException(Kind.REFUSED, "the refreshed tokens are somebody else's");
        }
        return login;
    }

    /// An ID token is verified as one that came by a login; of an access token the userinfo
    /// endpoint is the only judge, so a connector that does not ask it recognises none.
    @Override
    public Login recognise(Asked asked, TokenKind kind, String token) throws UpstreamException {
        if (kind == TokenKind.ACCESS_TOKEN && !settings.userInfo()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "access tokens are recognised only with getUserInfo: the provider's userinfo is the proof");
        }
        Map<String, Object> claims =
                kind == TokenKind.ID_TOKEN
                        ? idTokens.verifiedForAnybody(token)
                        : userInfo(token, Map.of());
        return new Login(reader.identity(asked, claims), UpstreamState.of(""), claims);
    }

    @Override
    public Optional<String> logoutUrl(String returnTo, Optional<String> idToken)
            throws UpstreamException {
        Parameters query =
                Parameters.EMPTY
                        .with("client_id", settings.clientId())
                        .with("post_logout_redirect_uri", returnTo);
        Parameters whole = idToken.map(hint -> query.with("id_token_hint", hint)).orElse(query);
        return discovery.provider().endSession().map(end -> join(end, whole.encode()));
    }

    private Tokens ask(Parameters form) throws UpstreamException {
        Provider provider = discovery.provider();
        return tokens.ask(provider.token(), provider.tokenAuthentication(), form);
    }

    private Login login(
            Asked asked, Tokens received, Map<String, Object> fromIdToken, String heldRefreshToken)
            throws UpstreamException {
        Map<String, Object> claims = new HashMap<>(fromIdToken);
        if (settings.userInfo()) {
            claims.putAll(userInfo(received.accessToken(), fromIdToken));
        }
        return new Login(
                reader.identity(asked, claims),
                UpstreamState.of(received.refreshToken().orElse(heldRefreshToken)),
                claims);
    }

    /// Claims about another subject are not claims about this one (OpenID Connect Core 1.0 section
    /// 5.3.2).
    private Map<String, Object> userInfo(String accessToken, Map<String, Object> fromIdToken)
            throws UpstreamException {
        URI address =
                discovery
                        .provider()
                        .userInfo()
                        .orElseThrow(
                                () -> new UpstreamException(Kind.REFUSED, "it has no userinfo"));
        try {
            OutgoingHttp.Answer answer =
                    http.get(address, "Authorization", "Bearer " + accessToken);
            if (answer.status() != 200) {
                throw new UpstreamException(Kind.REFUSED, "userinfo answered " + answer.status());
            }
            Map<String, Object> claims =
                    IdTokens.present(Json.mapper().readValue(answer.body(), OBJECT));
            Object subject = fromIdToken.get("sub");
            if (subject != null && !subject.equals(claims.get("sub"))) {
                throw new UpstreamException(
                        Kind.REFUSED, "userinfo is about another subject than the ID token");
            }
            return claims;
        } catch (OutgoingException failure) {
            throw new UpstreamException(
                    Kind.UNAVAILABLE, "userinfo: " + failure.getMessage(), failure);
        } catch (JacksonException malformed) {
            throw new UpstreamException(Kind.REFUSED, "userinfo is not JSON", malformed);
        }
    }

    private UpstreamException refusal(Parameters query) {
        String said = query.text("error") + ": " + query.text("error_description");
        boolean first =
                query.text("error").equals("invalid_scope")
                        && !requested().equals(withOpenId(STANDARD_SCOPES))
                        && standardScopes.compareAndSet(false, true);
        if (first) {
            LOG.warn(
                    "{} refuses the scopes {} ({}); from now on the standard ones {} are asked for",
                    settings.issuer(),
                    requested(),
                    said,
                    withOpenId(STANDARD_SCOPES));
            return new AskAgainException(said);
        }
        return new UpstreamException(Kind.REFUSED, said);
    }

    private Set<String> scopes() {
        return standardScopes.get() ? withOpenId(STANDARD_SCOPES) : requested();
    }

    private Set<String> requested() {
        return withOpenId(settings.scopes());
    }

    private static Set<String> withOpenId(List<String> scopes) {
        List<String> all = new ArrayList<>(List.of("openid"));
        all.addAll(scopes);
        return new LinkedHashSet<>(all);
    }

    private static String join(URI address, String query) {
        String text = address.toString();
        return text + (text.contains("?") ? "&" : "?") + query;
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
