package dev.atrium.membership.issuer;

import dev.atrium.http.Parameters;
import dev.atrium.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A person's browser: keeps cookies, follows redirects as far as servers of ours, fills forms in.
/// Browsers do not keep ports apart, so neither does this one.
final class Browser {
    private static final Pattern FORM =
            Pattern.compile("<form method=\"post\"(?: action=\"([^\"]*)\")?");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String[]> cookies = new TreeMap<>();

    /// Every `Set-Cookie` header that came.
    final List<String> setCookies = new java.util.ArrayList<>();

    record Page(URI address, int status, String type, String text, Optional<String> location) {
        JsonNode json() {
            return Json.mapper().readTree(text);
        }

        Parameters answer() {
            return Parameters.parse(
                    Optional.ofNullable(URI.create(location.orElseThrow()).getRawQuery())
                            .orElse(""));
        }
    }

    Page get(String address) {
        return follow(send("GET", URI.create(address), Map.of(), Map.of()));
    }

    Page get(String address, Map<String, String> headers) {
        return send("GET", URI.create(address), Map.of(), headers);
    }

    Page post(String address, Map<String, String> form) {
        return follow(send("POST", URI.create(address), form, Map.of()));
    }

    Page post(String address, Map<String, String> form, Map<String, String> headers) {
        return send("POST", URI.create(address), form, headers);
    }

    /// Sends the page's form with its hidden fields and these.
    Page submit(Page page, Map<String, String> fields) {
        Matcher form = FORM.matcher(page.text());
        if (!form.find()) {
            throw new AssertionError("no form: " + page);
        }
        Map<String, String> all = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.text());
        while (hidden.find()) {
            all.put(hidden.group(1), unescape(hidden.group(2)));
        }
        all.putAll(fields);
        String action = form.group(1) == null ? "" : unescape(form.group(1));
        return follow(send("POST", page.address().resolve(action), all, Map.of()));
    }

    /// Fills Dex's form in.
    Page logIn(Page form, String name) {
        if (!form.text().contains("id=\"password\"")) {
            throw new AssertionError("no login form: " + form);
        }
        return submit(form, Map.of("login", name + "@example.com", "password", "password"));
    }

    void forget() {
        cookies.clear();
    }

    private Page follow(Page page) {
        Page at = page;
        for (int hop = 0; hop < 12; hop++) {
            if (at.location().isEmpty()) {
                return at;
            }
            URI next = at.address().resolve(at.location().orElseThrow());
            if (!next.getHost().equals("127.0.0.1")) {
                return at;
            }
            at = send("GET", next, Map.of(), Map.of());
        }
        throw new AssertionError("redirects do not end: " + at);
    }

    private Page send(
            String method, URI address, Map<String, String> form, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        headers.forEach(request::header);
        String held =
                cookies.entrySet().stream()
                        .filter(cookie -> address.getPath().startsWith(cookie.getValue()[1]))
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue()[0])
                        .collect(Collectors.joining("; "));
        if (!held.isEmpty()) {
            request.header("Cookie", held);
        }
        if (method.equals("POST")) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
            Parameters parameters =
                    Parameters.of(
                            form.entrySet().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    entry -> List.of(entry.getValue()))));
            request.POST(HttpRequest.BodyPublishers.ofString(parameters.encode()));
        }
        return transmit(address, request);
    }

    /// A call with a JSON body, or without any.
    Page json(String method, String address, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
        headers.forEach(request::header);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return transmit(
                URI.create(address),
                request.method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private Page transmit(URI address, HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::store);
            return new Page(
                    address,
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    response.body(),
                    response.headers().firstValue("Location"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void store(String header) {
        setCookies.add(header);
        String[] pair = header.split(";", 2)[0].split("=", 2);
        Matcher path = Pattern.compile("Path=([^;]*)").matcher(header);
        if (header.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], new String[] {pair[1], path.find() ? path.group(1) : "/"});
        }
    }

    private static String unescape(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#x3D;", "=")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
