package dev.atrium.bench.provider;

import dev.atrium.kernel.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A confidential client with PKCE and basic authentication, and the browser of whoever logs in.
final class RelyingParty {
    static final String CLIENT = "bench";
    static final String SECRET = "bench-secret-0123456789";
    static final String CALLBACK = "http://127.0.0.1:9/callback";

    /// The example of RFC 7636 appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    static final String LOGIN = "openid profile email";
    static final String OFFLINE = LOGIN + " offline_access";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    private static final int MOST_HOPS = 8;
    private static final Pattern ACTION = Pattern.compile("<form[^>]* action=\"([^\"]*)\"");
    private static final Pattern REFERENCE = Pattern.compile("&#(x?)([0-9A-Fa-f]+);");
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final String issuer;
    private final HttpClient http;

    RelyingParty(String issuer) {
        this.issuer = issuer;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .executor(task -> Thread.ofVirtual().start(task))
                        .build();
    }

    /// Of a login or a refresh grant.
    record Tokens(String access, String refresh) {
        private static Tokens of(JsonNode answer) {
            return new Tokens(
                    answer.path("access_token").asString(),
                    answer.path("refresh_token").asString());
        }
    }

    boolean answers() {
        try {
            get("/.well-known/openid-configuration", "");
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    void get(String path, String bearer) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(issuer + path));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        expect(200, send(request));
    }

    /// A login in an empty browser: request, page, form, redirects, code, tokens.
    ///
    /// @param scope with `offline_access` where a refresh token is wanted, of which an account has
    ///     one only
    Tokens logIn(String connector, String login, String scope) throws IOException {
        Browser browser = new Browser(this::send);
        URI next =
                URI.create(
                        issuer
                                + "/auth/"
                                + connector
                                + "?"
                                + form(
                                        Map.of(
                                                "client_id", CLIENT,
                                                "response_type", "code",
                                                "scope", scope,
                                                "state", "s",
                                                "redirect_uri", CALLBACK,
                                                "code_challenge", CHALLENGE,
                                                "code_challenge_method", "S256")));
        HttpResponse<String> answer = browser.send(next, HttpRequest.newBuilder(next));
        for (int hop = 0; hop < MOST_HOPS; hop++) {
            if (answer.statusCode() == 200) {
                next = next.resolve(plain(find(ACTION, answer.body())));
                answer =
                        browser.send(
                                next,
                                posted(next, Map.of("login", login, "password", Account.PASSWORD)));
                continue;
            }
            next = next.resolve(answer.headers().firstValue("Location").orElse("?nowhere"));
            if (next.toString().startsWith(CALLBACK)) {
                return code(find(CODE, next.toString()));
            }
            answer = browser.send(next, HttpRequest.newBuilder(next));
        }
        throw new IOException(
                "a login of " + login + " did not end; the last answer was " + answer);
    }

    private Tokens code(String code) throws IOException {
        return token(
                Map.of(
                        "grant_type", "authorization_code",
                        "code", code,
                        "redirect_uri", CALLBACK,
                        "code_verifier", VERIFIER));
    }

    Tokens refresh(Tokens tokens) throws IOException {
        return token(Map.of("grant_type", "refresh_token", "refresh_token", tokens.refresh()));
    }

    void clientCredentials() throws IOException {
        token(Map.of("grant_type", "client_credentials", "scope", "profile"));
    }

    void introspect(Tokens tokens) throws IOException {
        HttpResponse<String> answer =
                send(
                        posted(
                                        URI.create(issuer + "/token/introspect"),
                                        Map.of("token", tokens.access()))
                                .header("Authorization", basic()));
        if (!Json.mapper().readTree(expect(200, answer)).path("active").asBoolean()) {
            throw new IOException("an access token is not active: " + answer.body());
        }
    }

    private Tokens token(Map<String, String> parameters) throws IOException {
        HttpResponse<String> answer =
                send(
                        posted(URI.create(issuer + "/token"), parameters)
                                .header("Authorization", basic()));
        return Tokens.of(Json.mapper().readTree(expect(200, answer)));
    }

    private static String basic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder posted(URI to, Map<String, String> parameters) {
        return HttpRequest.newBuilder(to)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(parameters)));
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(
                        each ->
                                each.getKey()
                                        + "="
                                        + URLEncoder.encode(
                                                each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// An attribute's value as it was meant: template engines escape `&`, `=` and `+` there.
    private static String plain(String attribute) {
        return REFERENCE
                .matcher(attribute.replace("&amp;", "&"))
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        Character.toString(
                                                found.group(1).isEmpty()
                                                        ? Integer.parseInt(found.group(2))
                                                        : Integer.parseInt(found.group(2), 16))));
    }

    private static String find(Pattern pattern, String text) throws IOException {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IOException("no " + pattern + " in: " + text);
        }
        return found.group(1);
    }

    private static String expect(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException(answer + " is not a " + status + ": " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }
}
