package dev.atrium.dex.session;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.dex.person.People;
import dev.atrium.dex.person.Person;
import dev.atrium.dex.person.PersonId;
import dev.atrium.dex.token.DexIdentity;
import dev.atrium.dex.token.Remembered;
import dev.atrium.http.Request;
import dev.atrium.oidc.authorize.AuthorizationRequest;
import dev.atrium.oidc.authorize.Prompt;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One login for several clients: sessions and the people in them.
///
/// @param sessions who is logged in where
/// @param people who they are
public record SingleSignOn(BrowserSessions sessions, People people, Clock clock)
        implements Remembered {

    /// Whose session spares the login for a request at a connector.
    public Optional<Person> recognise(
            BrowserSessions.Visit visit,
            AuthorizationRequest authorization,
            ConnectorId connector) {
        if (authorization.prompts().contains(Prompt.LOGIN)) {
            return Optional.empty();
        }
        return visit.session()
                .filter(session -> session.person().connector().equals(connector))
                .filter(session -> sessions.covers(session, authorization.client()))
                .flatMap(session -> people.find(session.person()))
                .filter(person -> freshEnough(person, authorization));
    }

    private boolean freshEnough(Person person, AuthorizationRequest authorization) {
        return authorization.maxAge().isEmpty()
                || !clock.instant()
                        .isAfter(
                                person.lastLogin()
                                        .plus(
                                                Duration.ofSeconds(
                                                        authorization.maxAge().orElseThrow())));
    }

    /// Somebody has logged in.
    ///
    /// @param before what the browser came with
    public BrowserSessions.Begun begin(
            Tx tx,
            BrowserSessions.Visit before,
            Request request,
            DexIdentity identity,
            ClientId client,
            boolean remember) {
        people.loggedIn(tx, identity);
        return sessions.begin(tx, before, request, PersonId.of(identity), client, remember);
    }

    /// Whether a person need not be asked for these scopes again.
    public boolean hasAgreed(DexIdentity identity, ClientId client, List<String> scopes) {
        return people.hasAgreed(PersonId.of(identity), client, scopes);
    }

    @Override
    public Optional<DexIdentity> identity(DexIdentity known) {
        return people.find(PersonId.of(known)).map(Person::identity);
    }

    @Override
    public boolean alive(String session) {
        return sessions.find(session).isPresent();
    }
}
