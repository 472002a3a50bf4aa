package dev.atrium.server.walkthrough;

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
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// A browser without scripts: it keeps cookies, follows redirects and sends forms. Like browsers it
/// does not keep the ports of a host apart.
final class Visitor {
    private static final int MOST_REDIRECTS = 20;
    private static final Pattern FORM =
            Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
    private static final Pattern PATH =
            Pattern.compile("; *Path=([^;]*)", Pattern.CASE_INSENSITIVE);

    private final HttpClient http = HttpClient.newHttpClient();
    private final UnaryOperator<URI> way;
    private final Predicate<URI> elsewhere;
    private final Map<Place, String> cookies = new LinkedHashMap<>();

    private record Place(String host, String path, String name) {
        boolean covers(URI address) {
            return host.equals(address.getHost()) && (address.getPath() + "/").startsWith(path);
        }
    }

    /// @param address that the browser shows
    /// @param next where it redirects to
    record Page(URI address, int status, String text, Optional<URI> next) {
        JsonNode json() {
            return Json.mapper().readTree(text);
        }

        /// The parameters that a redirect carries.
        Parameters answer() {
            return Parameters.parse(
                    Optional.ofNullable(next.orElseThrow().getRawQuery()).orElse(""));
        }
    }

    Visitor() {
        this(UnaryOperator.identity(), _ -> false);
    }

    /// @param way where a request for an address is really sent
    /// @param elsewhere addresses that nobody serves; redirects are not followed there
    Visitor(UnaryOperator<URI> way, Predicate<URI> elsewhere) {
        this.way = way;
        this.elsewhere = elsewhere;
    }

    Page open(String address) {
        return follow(get(URI.create(address)));
    }

    /// One request, whose redirect is not followed.
    Page get(URI address) {
        return send(address, HttpRequest.newBuilder().GET());
    }

    /// One request, whose redirect is not followed.
    Page post(String address, Map<String, String> fields, String... headers) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        fields.forEach((name, value) -> form.put(name, List.of(value)));
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(Parameters.of(form).encode()));
        for (int index = 0; index < headers.length; index += 2) {
            request.header(headers[index], headers[index + 1]);
        }
        return send(URI.create(address), request);
    }

    /// Sends the form of a page with its hidden fields and these; its redirect is not followed.
    Page submit(Page page, Map<String, String> fields) {
        Matcher form = FORM.matcher(page.text());
        if (!form.find()) {
            throw new IllegalStateException("no form: " + page);
        }
        Map<String, String> all = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(page.text());
        while (hidden.find()) {
            all.put(hidden.group(1), unescaped(hidden.group(2)));
        }
        all.putAll(fields);
        return post(page.address().resolve(unescaped(form.group(1))).toString(), all);
    }

    /// Fills Dex's form in and goes on to wherever that leads.
    Page logIn(Page form, String email, String password) {
        return follow(submit(form, Map.of("login", email, "password", password)));
    }

    Page follow(Page page) {
        Page at = page;
        for (int count = 0; count < MOST_REDIRECTS; count++) {
            if (at.next().filter(next -> !elsewhere.test(next)).isEmpty()) {
                return at;
            }
            at = get(at.next().orElseThrow());
        }
        throw new IllegalStateException("redirects do not end: " + at);
    }

    private Page send(URI address, HttpRequest.Builder request) {
        String held =
                cookies.entrySet().stream()
                        .filter(cookie -> cookie.getKey().covers(address))
                        .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
        if (!held.isEmpty()) {
            request.header("Cookie", held);
        }
        try {
            HttpResponse<String> response =
                    http.send(
                            request.uri(way.apply(address)).build(),
                            HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(header -> keep(address, header));
            return new Page(
                    address,
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").map(address::resolve));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void keep(URI address, String header) {
        String[] pair = header.split(";", 2)[0].split("=", 2);
        Matcher path = PATH.matcher(header);
        Place place = new Place(address.getHost(), path.find() ? path.group(1) : "/", pair[0]);
        if (header.contains("Max-Age=0")) {
            cookies.remove(place);
        } else {
            cookies.put(place, pair[1]);
        }
    }

    private static String unescaped(String text) {
        return text.replace("&quot;", "\"")
                .replace("&#61;", "=")
                .replace("&#x3D;", "=")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
