package dev.atrium.membership.issuer.login;

import dev.atrium.http.Parameters;
import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.issuer.token.Target;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.SpaceDelimited;
import dev.atrium.oidc.authorize.AuthorizationParser;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.Prompt;
import dev.atrium.oidc.session.Sessions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/authorize`: answers from the browser's session where there is one, else sends the person to
/// log in.
final class AuthorizeApi {
    private static final List<String> PROMPTS =
            Arrays.stream(Prompt.values())
                    .map(prompt -> prompt.name().toLowerCase(Locale.ROOT))
                    .toList();

    private final AuthorizationParser parser;
    private final Visitors visitors;
    private final Departures departures;
    private final Finish finish;
    private final Clock clock;

    AuthorizeApi(
            AuthorizationParser parser,
            Visitors visitors,
            Departures departures,
            Finish finish,
            Clock clock) {
        this.parser = parser;
        this.visitors = visitors;
        this.departures = departures;
        this.finish = finish;
        this.clock = clock;
    }

    Response handle(Request request) {
        Parameters parameters = parameters(request);
        AuthorizationParser.Opened opened = parser.open(parameters);
        AuthorizationRequest authorization =
                parser.complete(opened, parameters)
                        .withData(Journey.to(target(opened, parameters)).write());
        if (opened.client().isPublic() && !authorization.challenge().isPresent()) {
            throw opened.refused(
                    OAuthError.INVALID_REQUEST,
                    "A public client must use PKCE: code_challenge is missing.");
        }
        Optional<Sessions.Session> session =
                visitors.find(request).filter(found -> serves(found, authorization));
        if (session.isPresent()) {
            Sessions.Session found = session.orElseThrow();
            return finish.respond(
                    request, authorization, new UserId(found.subject()), found.id(), found.began());
        }
        if (authorization.prompts().contains(Prompt.NONE)) {
            throw opened.refused(OAuthError.LOGIN_REQUIRED, "Nobody is logged in.");
        }
        return departures.begin(request, authorization, opened.client().name());
    }

    /// Whether the request may be answered from a session, without a new login.
    private boolean serves(Sessions.Session session, AuthorizationRequest authorization) {
        boolean again =
                authorization.prompts().contains(Prompt.LOGIN)
                        || authorization.prompts().contains(Prompt.SELECT_ACCOUNT);
        boolean fresh =
                authorization.maxAge().isEmpty()
                        || !session.began()
                                .plusSeconds(
                                        Math.min(
                                                authorization.maxAge().orElseThrow(),
                                                Integer.MAX_VALUE))
                                .isBefore(clock.instant());
        boolean meant =
                authorization.hintedSubject().filter(id -> !id.equals(session.subject())).isEmpty();
        return !again && fresh && meant;
    }

    /// The parameters of query and form, without those words of `prompt` that only fctl knows.
    private static Parameters parameters(Request request) {
        Parameters all;
        try {
            all = request.query().and(request.form());
        } catch (Problem.Invalid malformed) {
            throw new OAuthProblem.Shown(400, "The request cannot be read: " + malformed.text());
        }
        String prompts =
                SpaceDelimited.words(all.text("prompt")).stream()
                        .filter(PROMPTS::contains)
                        .collect(Collectors.joining(" "));
        return all.with("prompt", prompts);
    }

    private static Target target(AuthorizationParser.Opened opened, Parameters parameters) {
        try {
            return Target.of(parameters);
        } catch (OAuthProblem.Answered refused) {
            throw opened.refused(refused.error(), refused.description());
        }
    }
}
