package dev.atrium.oidc.pages;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.atrium.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The pages of one issuer. Field names and ids are a contract: scripts fill these forms in.
public final class Pages {
    private static final List<String> NAMES =
            List.of(
                    "login",
                    "password",
                    "approval",
                    "device",
                    "device_success",
                    "oob",
                    "message",
                    "landing",
                    "decision",
                    "home",
                    "logout",
                    "forward",
                    "error");

    private final Map<String, Template> templates = new TreeMap<>();
    private final Map<String, Object> common;
    private final String contentSecurityPolicy;

    public Pages(Theme theme) {
        Mustache.Compiler compiler =
                Mustache.compiler()
                        .escapeHTML(true)
                        .defaultValue("")
                        .emptyStringIsFalse(true)
                        .withLoader(Pages::source);
        for (String name : NAMES) {
            templates.put(name, compiler.compile(source(name)));
        }
        this.common = common(theme);
        this.contentSecurityPolicy = contentSecurityPolicy(theme);
    }

    /// A way to log in.
    ///
    /// @param type the connector's kind, which a theme may draw an icon for
    public record Choice(String name, String url, String type) {}

    /// @param client whom the person continues to, empty when that is not known
    /// @param back where to choose another way; empty where there is none
    /// @param invalid whether name and password did not belong together
    /// @param remember whether the box for staying logged in is ticked at first; empty for no box
    public record PasswordForm(
            String postUrl,
            String back,
            String client,
            String username,
            String prompt,
            boolean invalid,
            Optional<Boolean> remember) {
        public PasswordForm(
                String postUrl,
                String back,
                String client,
                String username,
                String prompt,
                boolean invalid) {
            this(postUrl, back, client, username, prompt, invalid, Optional.empty());
        }

        public PasswordForm asInvalid() {
            return new PasswordForm(postUrl, back, client, username, prompt, true, remember);
        }
    }

    /// Who is logged in, for the person to see.
    ///
    /// @param facts of the session, each a label and a value
    public record Home(
            String name,
            String email,
            List<String> groups,
            Map<String, String> facts,
            String logoutUrl,
            String discoveryUrl) {}

    /// @param reference of the authorization request
    /// @param scopes what the client will see or may do, in words
    public record Consent(String client, String person, String reference, List<String> scopes) {}

    /// @param client and `scopes` are empty until the code is known
    public record DeviceForm(
            String postUrl, String userCode, boolean invalid, String client, List<String> scopes) {}

    /// A question to a person who is logged in.
    ///
    /// @param code shown large, empty for none
    /// @param points what answering yes means
    /// @param picks boxes that are ticked at first
    /// @param fields that the form sends along
    public record Decision(
            String heading,
            String text,
            String code,
            List<String> points,
            List<Pick> picks,
            String postUrl,
            Map<String, String> fields,
            List<Answer> answers) {}

    /// A box of a [Decision].
    public record Pick(String name, String value, String label) {}

    /// A button of a [Decision]; the first one is the one that most people want.
    public record Answer(String value, String label) {}

    public Response login(String client, List<Choice> choices) {
        return login(client, Optional.empty(), choices);
    }

    /// @param addressUrl where to post an e-mail address that decides instead; empty for no
    ///     question
    public Response login(String client, Optional<String> addressUrl, List<Choice> choices) {
        List<Map<String, String>> shown =
                choices.stream()
                        .map(
                                choice ->
                                        Map.of(
                                                "name", choice.name(),
                                                "url", choice.url(),
                                                "type", choice.type()))
                        .toList();
        return page(
                200,
                "login",
                Map.of(
                        "client", client,
                        "addressUrl", addressUrl.orElse(""),
                        "choices", shown));
    }

    public Response password(int status, PasswordForm form) {
        return page(
                status,
                "password",
                Map.of(
                        "postUrl", form.postUrl(),
                        "back", form.back(),
                        "client", form.client(),
                        "username", form.username(),
                        "prompt", form.prompt(),
                        "invalid", form.invalid(),
                        "remembers", form.remember().isPresent(),
                        "remembered", form.remember().orElse(false)));
    }

    public Response consent(Consent consent) {
        return page(
                200,
                "approval",
                Map.of(
                        "client", consent.client(),
                        "person", consent.person(),
                        "reference", consent.reference(),
                        "scopes", consent.scopes(),
                        "hasScopes", !consent.scopes().isEmpty()));
    }

    public Response device(int status, DeviceForm form) {
        return page(
                status,
                "device",
                Map.of(
                        "postUrl", form.postUrl(),
                        "userCode", form.userCode(),
                        "invalid", form.invalid(),
                        "client", form.client(),
                        "scopes", form.scopes(),
                        "hasScopes", !form.scopes().isEmpty()));
    }

    public Response decision(Decision decision) {
        List<Map<String, Object>> fields = new ArrayList<>();
        decision.fields()
                .forEach((name, value) -> fields.add(Map.of("name", name, "value", value)));
        List<Map<String, Object>> answers = new ArrayList<>();
        for (Answer answer : decision.answers()) {
            answers.add(
                    Map.of(
                            "value", answer.value(),
                            "label", answer.label(),
                            "primary", answers.isEmpty()));
        }
        return page(
                200,
                "decision",
                Map.of(
                        "heading", decision.heading(),
                        "text", decision.text(),
                        "code", decision.code(),
                        "points", decision.points(),
                        "hasPoints", !decision.points().isEmpty(),
                        "picks",
                                decision.picks().stream()
                                        .map(
                                                pick ->
                                                        Map.of(
                                                                "name", pick.name(),
                                                                "value", pick.value(),
                                                                "label", pick.label()))
                                        .toList(),
                        "postUrl", decision.postUrl(),
                        "fields", fields,
                        "answers", answers));
    }

    /// A form that the browser posts by itself, or the person where it runs no scripts.
    ///
    /// @param action which may be another server's
    /// @param fields hidden in the form
    public Response forward(
            String heading, String text, String action, Map<String, String> fields) {
        List<Map<String, Object>> hidden = new ArrayList<>();
        fields.forEach((name, value) -> hidden.add(Map.of("name", name, "value", value)));
        return page(
                200,
                "forward",
                Map.of("heading", heading, "text", text, "action", action, "fields", hidden),
                contentSecurityPolicy + "; script-src 'self'");
    }

    public Response deviceSuccess(String client) {
        return page(200, "device_success", Map.of("client", client));
    }

    /// The code itself, for programs that cannot be redirected to.
    public Response outOfBand(String code) {
        return page(200, "oob", Map.of("code", code));
    }

    /// A heading and a sentence, such as after a logout.
    public Response message(int status, String heading, String text) {
        return page(status, "message", Map.of("heading", heading, "text", text));
    }

    /// What an issuer says of itself to somebody who opens its address.
    public Response landing(String heading, String discoveryUrl) {
        return page(200, "landing", Map.of("heading", heading, "discovery", discoveryUrl));
    }

    public Response home(Home home) {
        List<Map<String, String>> facts = new ArrayList<>();
        home.facts().forEach((label, value) -> facts.add(Map.of("label", label, "value", value)));
        return page(
                200,
                "home",
                Map.of(
                        "name", home.name(),
                        "email", home.email(),
                        "groups", home.groups(),
                        "hasGroups", !home.groups().isEmpty(),
                        "facts", facts,
                        "logout", home.logoutUrl(),
                        "discovery", home.discoveryUrl()));
    }

    /// Asks whether to log out.
    ///
    /// @param fields that the form sends along
    public Response logout(String postUrl, Map<String, String> fields) {
        List<Map<String, Object>> all = new ArrayList<>();
        fields.forEach((name, value) -> all.add(Map.of("name", name, "value", value)));
        return page(200, "logout", Map.of("postUrl", postUrl, "fields", all));
    }

    /// @param requestId for the person to quote
    public Response error(int status, String message, String requestId) {
        return page(
                status,
                "error",
                Map.of(
                        "heading", reason(status),
                        "text", message,
                        "requestId", requestId));
    }

    private Response page(int status, String name, Map<String, Object> values) {
        return page(status, name, values, contentSecurityPolicy);
    }

    private Response page(int status, String name, Map<String, Object> values, String policy) {
        Map<String, Object> all = new HashMap<>(common);
        all.putAll(values);
        String html = Objects.requireNonNull(templates.get(name)).execute(all);
        return Response.html(status, html)
                .header("Cache-Control", "no-store")
                .header("Content-Security-Policy", policy)
                .header("X-Frame-Options", "DENY")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin");
    }

    private static Map<String, Object> common(Theme theme) {
        Map<String, Object> values = new HashMap<>();
        values.put("issuer", theme.name());
        values.put("host", theme.host());
        values.put("root", theme.root());
        values.put("logo", theme.logoUrl().orElse(""));
        values.put("favicon", theme.faviconUrl().orElse(""));
        values.put("styleSheets", theme.styleSheets());
        values.put("mode", theme.mode().orElse(""));
        values.put("extras", extras(theme));
        values.put("links", links(theme));
        return values;
    }

    /// As attributes of the page, by names that HTML can have.
    private static List<Map<String, String>> extras(Theme theme) {
        List<Map<String, String>> extras = new ArrayList<>();
        theme.extra()
                .forEach(
                        (name, value) ->
                                extras.add(
                                        Map.of(
                                                "name",
                                                name.toLowerCase(Locale.ROOT)
                                                        .replaceAll("[^a-z0-9]+", "-"),
                                                "value",
                                                value)));
        return extras;
    }

    /// Those that are addresses stand at the foot of the page, by their names in words.
    private static List<Map<String, String>> links(Theme theme) {
        List<Map<String, String>> links = new ArrayList<>();
        theme.extra()
                .forEach(
                        (name, value) -> {
                            if (value.startsWith("https://") || value.startsWith("http://")) {
                                links.add(
                                        Map.of(
                                                "name",
                                                name.replaceAll("[^\\p{L}\\p{N}]+", " "),
                                                "url",
                                                value));
                            }
                        });
        return links;
    }

    /// There is no `form-action`: browsers apply it to the redirects after a form too, and those
    /// lead to the client.
    private static String contentSecurityPolicy(Theme theme) {
        String elsewhere = theme.ownFiles() ? " https:" : "";
        String images =
                sources(Stream.of(theme.logoUrl(), theme.faviconUrl()).flatMap(Optional::stream));
        String styles = sources(theme.styleSheets().stream());
        return "default-src 'none'; style-src 'self'"
                + styles
                + elsewhere
                + "; img-src 'self' data:"
                + images
                + elsewhere
                + "; font-src 'self'"
                + (theme.ownFiles() ? " data:" : "")
                + elsewhere
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    private static String sources(Stream<String> urls) {
        return urls.filter(url -> url.startsWith("https://") || url.startsWith("http://"))
                .map(URI::create)
                .map(uri -> " " + uri.getScheme() + "://" + uri.getAuthority())
                .distinct()
                .collect(Collectors.joining());
    }

    private static String reason(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Request Entity Too Large";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            default -> "Internal Server Error";
        };
    }

    private static InputStreamReader source(String name) {
        InputStream resource = Pages.class.getResourceAsStream(name + ".mustache");
        if (resource == null) {
            throw new UncheckedIOException(new IOException("page " + name + " is missing"));
        }
        return new InputStreamReader(resource, StandardCharsets.UTF_8);
    }
}
