package dev.atrium.oidc.authorize;

import dev.atrium.http.Cookie;
import dev.atrium.http.Request;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.Profile;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Keeps an authorization request between its first page and the login without writing anything: it
/// travels sealed, in the URL of our own pages, or in a cookie where only a short handle fits into
/// the URL, as on the way through an upstream. Either way a cookie ties it to the browser that
/// began it. A request that is too long for that becomes a row. The sealing key changes each day.
public final class RequestCarrier {
    private static final int LONGEST = 2048;
    private static final int MOST_COOKIES = 12;
    private static final String PURPOSE = "oidc.authorization_request";

    private final Database database;
    private final RequestStore store = new RequestStore();
    private final MasterKey master;
    private final Profile profile;
    private final Clock clock;
    private final RandomIds ids;
    private final String cookieNames;
    private final String path;

    public RequestCarrier(
            Database database, MasterKey master, Profile profile, Clock clock, RandomIds ids) {
        this.database = database;
        this.master = master;
        this.profile = profile;
        this.clock = clock;
        this.ids = ids;
        this.cookieNames = profile.cookiePrefix() + "-login-";
        this.path = profile.issuerPath().isEmpty() ? "/" : profile.issuerPath();
    }

    /// @param reference what stands for the request in URLs from now on
    /// @param cookies to set with the response that first mentions it
    /// @param request tied to the browser
    public record Carried(String reference, List<Cookie> cookies, AuthorizationRequest request) {}

    /// Sends a request along in the URLs of our own pages.
    public Carried inUrl(AuthorizationRequest request, Request http) {
        String secret = ids.token();
        AuthorizationRequest bound = request.boundBy(Digest.base64Url(Digest.sha256(secret)));
        String sealed = seal(bound);
        if (sealed.length() > LONGEST) {
            return parked(bound, secret, http);
        }
        return new Carried(sealed, cookies(request, secret, http), bound);
    }

    /// Sends a request along in a cookie; its reference is a handle of 25 characters that fits
    /// everywhere.
    public Carried inCookie(AuthorizationRequest request, Request http) {
        String sealed = seal(request);
        if (sealed.length() > LONGEST) {
            String secret = ids.token();
            return parked(request.boundBy(Digest.base64Url(Digest.sha256(secret))), secret, http);
        }
        return new Carried(request.id(), cookies(request, sealed, http), request);
    }

    /// The request that a reference stands for, if it is not spent and this browser began it. It
    /// may have expired.
    public Optional<AuthorizationRequest> open(String reference, Request http) {
        return begun(reference, http)
                .filter(request -> !database.read(tx -> store.spent(tx, request.id())));
    }

    /// The request that a reference stands for, if this browser began it. Enough for what leads to
    /// a code: no request gets two, and the cookie that ties it to the browser goes with the first.
    public Optional<AuthorizationRequest> begun(String reference, Request http) {
        return find(reference, http).filter(request -> bound(request, http));
    }

    /// The id of the request that a reference stands for, without looking at whose it is.
    Optional<String> id(String reference) {
        return isHandle(reference)
                ? Optional.of(reference)
                : unseal(reference).map(AuthorizationRequest::id);
    }

    /// Whether this browser began the request.
    boolean bound(AuthorizationRequest request, Request http) {
        Optional<String> proof = cookie(request.id(), http);
        if (proof.isEmpty()) {
            return false;
        }
        if (request.binding().isEmpty()) {
            return unseal(proof.orElseThrow())
                    .filter(own -> own.id().equals(request.id()))
                    .isPresent();
        }
        return Digest.same(
                Digest.sha256(proof.orElseThrow()),
                Base64.getUrlDecoder().decode(request.binding()));
    }

    /// The cookie of a request that has come to its end, deleted.
    public Cookie finished(String id) {
        return Cookie.deleted(name(id), path, profile.secure());
    }

    private Optional<AuthorizationRequest> find(String reference, Request http) {
        if (!isHandle(reference)) {
            return unseal(reference);
        }
        return cookie(reference, http)
                .flatMap(this::unseal)
                .or(
                        () ->
                                database.read(tx -> store.parked(tx, reference))
                                        .map(row -> read(reference, row)));
    }

    private Carried parked(AuthorizationRequest request, String secret, Request http) {
        byte[] sealed =
                master.seal(
                        PURPOSE,
                        profile.issuer() + " " + request.id(),
                        Json.bytes(RequestJson.write(request)));
        database.writing(tx -> store.park(tx, request.id(), sealed, request.expires()));
        return new Carried(request.id(), cookies(request, secret, http), request);
    }

    private AuthorizationRequest read(String id, byte[] sealed) {
        return RequestJson.read(
                Json.mapper().readTree(master.open(PURPOSE, profile.issuer() + " " + id, sealed)));
    }

    private String seal(AuthorizationRequest request) {
        long day = day();
        return Long.toString(day, 36)
                + "."
                + Digest.base64Url(
                        master.seal(
                                PURPOSE + ":" + day,
                                profile.issuer(),
                                Json.bytes(RequestJson.write(request))));
    }

    private Optional<AuthorizationRequest> unseal(String text) {
        int dot = text.indexOf('.');
        if (dot < 1 || dot > 6 || text.length() > 4 * LONGEST) {
            return Optional.empty();
        }
        try {
            long day = Long.parseLong(text.substring(0, dot), 36);
            long oldest = day() - profile.authorization().requestLifetime().toDays() - 1;
            if (day < oldest || day > day() + 1) {
                return Optional.empty();
            }
            byte[] sealed = Base64.getUrlDecoder().decode(text.substring(dot + 1));
            return Optional.of(
                    RequestJson.read(
                            Json.mapper()
                                    .readTree(
                                            master.open(
                                                    PURPOSE + ":" + day,
                                                    profile.issuer(),
                                                    sealed))));
        } catch (IllegalArgumentException | MasterKey.UnsealException _) {
            return Optional.empty();
        }
    }

    private long day() {
        return clock.instant().getEpochSecond() / Duration.ofDays(1).toSeconds();
    }

    private static boolean isHandle(String reference) {
        return reference.indexOf('.') < 0;
    }

    /// The cookie's value after the time it was set, which tells the oldest of too many.
    private Optional<String> cookie(String id, Request http) {
        return http.cookie(name(id)).map(value -> value.substring(value.indexOf('-') + 1));
    }

    private List<Cookie> cookies(AuthorizationRequest request, String value, Request http) {
        List<Cookie> cookies = new ArrayList<>();
        Duration age = Duration.between(clock.instant(), request.expires());
        String stamped = Long.toString(clock.instant().getEpochSecond(), 36) + "-" + value;
        cookies.add(
                Cookie.session(name(request.id()), stamped, path, profile.secure()).lasting(age));
        oldest(http).forEach(old -> cookies.add(Cookie.deleted(old, path, profile.secure())));
        return cookies;
    }

    /// A browser in which many logins are begun and none is finished would send more cookies than
    /// proxies let pass.
    private List<String> oldest(Request http) {
        String prefix = name("");
        List<String> ours =
                http.header("Cookie").stream()
                        .flatMap(header -> List.of(header.split(";\\s*")).stream())
                        .filter(pair -> pair.startsWith(prefix) && pair.contains("="))
                        .sorted(Comparator.comparing(pair -> pair.substring(pair.indexOf('=') + 1)))
                        .map(pair -> pair.substring(0, pair.indexOf('=')))
                        .toList();
        return ours.size() < MOST_COOKIES
                ? List.of()
                : ours.subList(0, ours.size() - MOST_COOKIES + 1);
    }

    private String name(String id) {
        return cookieNames + id;
    }
}
