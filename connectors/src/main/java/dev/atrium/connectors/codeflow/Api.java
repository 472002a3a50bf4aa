package dev.atrium.connectors.codeflow;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// An upstream's JSON interface.
public final class Api {
    private static final int MOST_PAGES = 100;
    private static final Pattern NEXT_LINK =
            Pattern.compile("<([^>]*)>\\s*;[^,]*rel\\s*=\\s*\"?next\"?");

    private final String name;
    private final OutgoingHttp http;

    /// @param name of the upstream, which begins messages
    public Api(String name, OutgoingHttp http) {
        this.name = name;
        this.http = http;
    }

    /// Where an answer says that more follows, if it does.
    @FunctionalInterface
    public interface Next {
        Optional<String> after(OutgoingHttp.Answer answer, JsonNode body);

        /// RFC 8288.
        static Next link() {
            return (answer, _) -> {
                String links = String.join(", ", answer.headers().allValues("Link"));
                Matcher matcher = NEXT_LINK.matcher(links);
                return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
            };
        }

        /// A member of the answer that is a whole address.
        static Next member(String name) {
            return (_, body) ->
                    Optional.of(body.path(name).asString("")).filter(text -> !text.isEmpty());
        }
    }

    public static String[] bearer(String token, String... more) {
        List<String> headers = new ArrayList<>(List.of("Accept", "application/json"));
        headers.addAll(List.of("Authorization", "Bearer " + token));
        headers.addAll(List.of(more));
        return headers.toArray(String[]::new);
    }

    /// @throws UpstreamException for any answer but a successful one with JSON
    public JsonNode get(URI address, String... headers) throws UpstreamException {
        return read(address, answer(address, headers));
    }

    /// Any answer, whatever its status.
    public OutgoingHttp.Answer answer(URI address, String... headers) throws UpstreamException {
        try {
            return http.get(address, headers);
        } catch (OutgoingException failure) {
            throw unavailable(failure);
        }
    }

    /// @throws UpstreamException for any answer but a successful one with JSON
    public JsonNode post(URI address, Object body, String... headers) throws UpstreamException {
        return read(address, posted(address, body, headers));
    }

    /// Any answer, whatever its status.
    public OutgoingHttp.Answer posted(URI address, Object body, String... headers)
            throws UpstreamException {
        try {
            return http.json(address, Json.bytes(body), headers);
        } catch (OutgoingException failure) {
            throw unavailable(failure);
        }
    }

    /// All pages of a list. An address on another server is not followed: it would be told the
    /// token.
    public List<JsonNode> pages(URI first, Next next, String... headers) throws UpstreamException {
        List<JsonNode> pages = new ArrayList<>();
        URI address = first;
        while (pages.size() < MOST_PAGES) {
            OutgoingHttp.Answer answer = answer(address, headers);
            JsonNode page = read(address, answer);
            // Nothing at all is no empty list: somebody would lose every group by it.
            if (page.isMissingNode()) {
                throw notJson(address);
            }
            pages.add(page);
            Optional<String> following = next.after(answer, page);
            if (following.isEmpty()) {
                return pages;
            }
            address = sameServer(first, following.orElseThrow());
        }
        throw new UpstreamException(
                Kind.REFUSED,
                name + ": " + first.getPath() + " has more than " + MOST_PAGES + " pages");
    }

    /// The elements of all pages that are lists.
    public List<JsonNode> elements(URI first, String... headers) throws UpstreamException {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode page : pages(first, Next.link(), headers)) {
            page.forEach(all::add);
        }
        return all;
    }

    public JsonNode read(URI address, OutgoingHttp.Answer answer) throws UpstreamException {
        if (answer.status() / 100 != 2) {
            throw new UpstreamException(
                    answer.status() >= 500 ? Kind.UNAVAILABLE : Kind.REFUSED,
                    name + ": " + address.getPath() + " answered " + answer.status());
        }
        try {
            return Json.mapper().readTree(answer.body());
        } catch (JacksonException _) {
            throw notJson(address);
        }
    }

    private UpstreamException notJson(URI address) {
        return new UpstreamException(
                Kind.REFUSED, name + ": " + address.getPath() + " did not answer with JSON");
    }

    /// The address of a further page, or of what an answer leads to, which must be where the first
    /// one is.
    public URI sameServer(URI first, String text) throws UpstreamException {
        try {
            URI address = first.resolve(text);
            if (first.getScheme().equals(address.getScheme())
                    && first.getRawAuthority().equals(address.getRawAuthority())) {
                return address;
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same message.
        }
        throw new UpstreamException(
                Kind.REFUSED, name + ": what follows " + first.getPath() + " is elsewhere");
    }

    private UpstreamException unavailable(OutgoingException failure) {
        return new UpstreamException(Kind.UNAVAILABLE, name + ": " + failure.getMessage(), failure);
    }
}
