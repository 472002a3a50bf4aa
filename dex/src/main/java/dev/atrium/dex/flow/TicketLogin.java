package dev.atrium.dex.flow;

import dev.atrium.connectors.Tickets;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.dex.NamedConnector;
import dev.atrium.dex.audit.LoginEvent;
import dev.atrium.dex.session.SingleSignOn;
import dev.atrium.http.Cookie;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.pages.Pages;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a browser for a ticket before a person for a password (RFC 4559). Browsers that have none
/// show what the question came with, so that it comes with the form, where that may be filled in.
final class TicketLogin {
    private static final Logger LOG = LoggerFactory.getLogger(TicketLogin.class);
    private static final String SCHEME = "Negotiate";
    private static final String TRIED = "dex_spnego_tried";
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Finish finish;
    private final Pages pages;
    private final Optional<SingleSignOn> sso;
    private final boolean secure;

    /// @param secure whether browsers reach us by TLS
    TicketLogin(Finish finish, Pages pages, Optional<SingleSignOn> sso, boolean secure) {
        this.finish = finish;
        this.pages = pages;
        this.sso = sso;
        this.secure = secure;
    }

    /// @param form for who has no ticket
    record Asking(
            Request request,
            AuthorizationRequest authorization,
            String reference,
            NamedConnector connector,
            Pages.PasswordForm form) {}

    Response ask(Asking asking, Tickets tickets) {
        Optional<String> token =
                asking.request()
                        .header("Authorization")
                        .map(String::strip)
                        .filter(TicketLogin::negotiates)
                        .map(header -> header.substring(SCHEME.length()).strip());
        if (token.isPresent()) {
            return read(asking, tickets, token.orElseThrow());
        }
        if (!tickets.fallsBack()) {
            return question(missing());
        }
        return asking.request().cookie(TRIED).isPresent()
                ? pages.password(200, asking.form())
                : question(pages.password(401, asking.form()))
                        .cookie(Cookie.session(TRIED, "1", "/", secure).lasting(REMEMBERED));
    }

    /// A password was sent where only a ticket counts.
    static OAuthProblem needed() {
        return new OAuthProblem.Shown(401, "This login takes a ticket of your network only.");
    }

    private static boolean negotiates(String header) {
        return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (header.length() == SCHEME.length() || header.charAt(SCHEME.length()) == ' ');
    }

    private Response read(Asking asking, Tickets tickets, String token) {
        Tickets.Answer answer;
        try {
            answer =
                    tickets.login(
                            AuthorizeApi.asked(asking.authorization()),
                            Base64.getDecoder().decode(token));
        } catch (IllegalArgumentException _) {
            answer = new Tickets.Answer.Refused("the token is not base64");
        } catch (UpstreamException failure) {
            failed(asking, LoginEvent.Outcome.FAILURE);
            throw new OAuthProblem.Shown(
                    500,
                    "Login error. Please contact your administrator or try again later.",
                    failure);
        }
        return switch (answer) {
            case Tickets.Answer.Accepted accepted -> accepted(asking, accepted);
            case Tickets.Answer.Refused refused -> {
                LOG.atWarn()
                        .addKeyValue("connector_id", asking.connector().id())
                        .addKeyValue("reason", refused.reason())
                        .log("ticket refused");
                failed(asking, LoginEvent.Outcome.REFUSED);
                yield tickets.fallsBack()
                        ? pages.password(200, asking.form())
                        : question(missing());
            }
        };
    }

    private Response accepted(Asking asking, Tickets.Answer.Accepted accepted) {
        Response onwards =
                finish.login(
                        asking.request(),
                        asking.authorization(),
                        asking.reference(),
                        asking.connector(),
                        accepted.login(),
                        "",
                        sso.map(each -> each.sessions().remembersByDefault()).orElse(false));
        return accepted.reply().length == 0
                ? onwards
                : onwards.header(
                        "WWW-Authenticate",
                        SCHEME + " " + Base64.getEncoder().encodeToString(accepted.reply()));
    }

    private void failed(Asking asking, LoginEvent.Outcome outcome) {
        finish.failed(
                asking.request(), asking.authorization(), asking.connector().id(), "", outcome);
    }

    private static Response question(Response page) {
        return page.header("WWW-Authenticate", SCHEME);
    }

    private Response missing() {
        return pages.message(
                401,
                "No ticket",
                "This login takes a ticket of your network. Your browser sent none that is valid: log in to the network, and let the browser use it on this site.");
    }
}
