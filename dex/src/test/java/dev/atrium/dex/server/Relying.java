package dev.atrium.dex.server;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A relying party that sends a browser to a connector and takes the code that it brings back.
final class Relying {
    static final String REDIRECT = "http://127.0.0.1:5555/callback";
    static final String CLIENT =
            "{id: app, secret: secret, name: App, redirectURIs: [\"" + REDIRECT + "\"]}";
    private static final Pattern FIELD =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final DexServer dex;
    private final Browser browser;

    Relying(DexServer dex, Browser browser) {
        this.dex = dex;
        this.browser = browser;
    }

    /// The first answer to a request for that connector.
    HttpResponse<String> begin(String connector) {
        return browser.get(
                dex.base()
                        + "/auth/"
                        + connector
                        + "?"
                        + Parameters.EMPTY
                                .with("client_id", "app")
                                .with("redirect_uri", REDIRECT)
                                .with("response_type", "code")
                                .with("scope", "openid email profile groups offline_access")
                                .with("state", "s")
                                .encode());
    }

    /// Follows what a login ended with to the code, and takes the tokens.
    JsonNode tokens(HttpResponse<String> afterLogin) {
        HttpResponse<String> at = afterLogin;
        while (at.statusCode() / 100 == 3 && !Browser.location(at).startsWith(REDIRECT)) {
            String location = Browser.location(at);
            at = browser.get(location.startsWith("/") ? dex.origin() + location : location);
        }
        if (at.statusCode() / 100 != 3) {
            throw new IllegalStateException(at.statusCode() + " " + at.body());
        }
        return ask(
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        Browser.query(Browser.location(at)).text("code"),
                        "redirect_uri",
                        REDIRECT));
    }

    JsonNode refresh(JsonNode tokens) {
        return ask(
                Map.of(
                        "grant_type",
                        "refresh_token",
                        "refresh_token",
                        tokens.path("refresh_token").asString()));
    }

    private JsonNode ask(Map<String, String> form) {
        HttpResponse<String> answer =
                browser.post(
                        dex.base() + "/token",
                        Map.of("Authorization", "Basic YXBwOnNlY3JldA=="),
                        Browser.encode(form),
                        "application/x-www-form-urlencoded");
        return Json.mapper().readTree(answer.body());
    }

    static JsonNode claims(JsonNode tokens) {
        String payload = tokens.path("id_token").asString().split("\\.", -1)[1];
        return Json.mapper()
                .readTree(
                        new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    }

    /// The hidden fields of the page's form.
    static Map<String, String> fields(String page) {
        Map<String, String> fields = new java.util.LinkedHashMap<>();
        Matcher matcher = FIELD.matcher(page);
        while (matcher.find()) {
            fields.put(matcher.group(1), unescaped(matcher.group(2)));
        }
        return fields;
    }

    private static String unescaped(String text) {
        return text.replace("&#x3D;", "=")
                .replace("&#x2F;", "/")
                .replace("&#43;", "+")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
