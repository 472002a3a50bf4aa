package dev.atrium.dex.session;

import dev.atrium.connectors.Identity;
import dev.atrium.dex.Connectors;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.person.Person;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.pages.Pages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The issuer's own address: who is logged in in this browser.
public final class HomeApi {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final SingleSignOn sso;
    private final Connectors connectors;
    private final Pages pages;
    private final Profile profile;

    public HomeApi(SingleSignOn sso, Connectors connectors, Pages pages, Profile profile) {
        this.sso = sso;
        this.connectors = connectors;
        this.pages = pages;
        this.profile = profile;
    }

    public Response handle(Request request) {
        BrowserSessions.Visit visit = sso.sessions().visit(request);
        String discovery = profile.url("/.well-known/openid-configuration");
        Optional<Response> home =
                visit.session()
                        .flatMap(
                                session ->
                                        sso.people()
                                                .find(session.person())
                                                .map(person -> home(session, person, discovery)));
        Response response = home.orElseGet(() -> pages.landing("Not signed in", discovery));
        return visit.stale() ? response.cookie(sso.sessions().gone()) : response;
    }

    private Response home(BrowserSession session, Person person, String discovery) {
        Identity identity = person.identity().login().identity();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Logged in by", connector(session));
        facts.put("Since", text(session.created()));
        facts.put("Ends unless used before", text(session.expires()));
        facts.put("From the address", session.address());
        facts.put("With", session.userAgent());
        return pages.home(
                new Pages.Home(
                        identity.username(),
                        identity.email().orElse(""),
                        identity.groups(),
                        facts,
                        profile.url("/logout"),
                        discovery));
    }

    private String connector(BrowserSession session) {
        return connectors
                .find(session.person().connector())
                .map(NamedConnector::name)
                .orElse(session.person().connector().value());
    }

    private static String text(Instant time) {
        return TIME.format(time);
    }
}
