package dev.atrium.dex.api;

import dev.atrium.connectors.ConnectorId;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.local.LocalPeople;
import dev.atrium.dex.logout.SessionEnd;
import dev.atrium.dex.person.Consent;
import dev.atrium.dex.person.People;
import dev.atrium.dex.person.Person;
import dev.atrium.dex.person.PersonId;
import dev.atrium.dex.session.BrowserSession;
import dev.atrium.dex.session.BrowserSessions;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.token.RefreshTokens;
import dev.atrium.rpc.dex.ConsentEntry;
import dev.atrium.rpc.dex.DeleteUserIdentityReq;
import dev.atrium.rpc.dex.DeleteUserIdentityResp;
import dev.atrium.rpc.dex.GetUserIdentityReq;
import dev.atrium.rpc.dex.GetUserIdentityResp;
import dev.atrium.rpc.dex.ListUserIdentitiesResp;
import dev.atrium.rpc.dex.RevokeConsentReq;
import dev.atrium.rpc.dex.RevokeConsentResp;
import dev.atrium.rpc.dex.UserIdentity;
import dev.atrium.storage.Database;
import java.util.Optional;

/// The people who have logged in.
final class PeopleApi {
    private static final ConnectorId LOCAL = new ConnectorId("local");

    private final Database database;
    private final People people;
    private final BrowserSessions sessions;
    private final SessionEnd end;
    private final RefreshTokens refreshTokens;
    private final Optional<LocalPeople> passwords;

    PeopleApi(
            Database database,
            People people,
            BrowserSessions sessions,
            SessionEnd end,
            RefreshTokens refreshTokens,
            Optional<LocalPeople> passwords) {
        this.database = database;
        this.people = people;
        this.sessions = sessions;
        this.end = end;
        this.refreshTokens = refreshTokens;
        this.passwords = passwords;
    }

    GetUserIdentityResp get(GetUserIdentityReq request) {
        Person person = required(id(request.getUserId(), request.getConnectorId()));
        return GetUserIdentityResp.newBuilder().setIdentity(wire(person)).build();
    }

    /// Whether somebody is known, for calls that only ask that.
    boolean knows(String userId, String connector) {
        return people.find(id(userId, connector)).isPresent();
    }

    ListUserIdentitiesResp list() {
        ListUserIdentitiesResp.Builder answer = ListUserIdentitiesResp.newBuilder();
        people.all().forEach(person -> answer.addIdentities(wire(person)));
        return answer.build();
    }

    /// With their sessions, refresh tokens and, where we know them by a password, that too.
    DeleteUserIdentityResp delete(DeleteUserIdentityReq request) {
        PersonId id = id(request.getUserId(), request.getConnectorId());
        Optional<Person> found = people.find(id);
        if (found.isEmpty()) {
            return DeleteUserIdentityResp.newBuilder().setNotFound(true).build();
        }
        for (BrowserSession session :
                sessions.list(Optional.of(id.userId()), Optional.of(id.connector()))) {
            end.forGood(session);
        }
        database.writing(
                tx -> {
                    refreshTokens.revokeSubject(tx, id.subject());
                    people.forget(tx, id);
                });
        if (id.connector().equals(LOCAL)) {
            Identity identity = found.orElseThrow().identity().login().identity();
            passwords.ifPresent(
                    each -> identity.email().ifPresent(email -> each.stored().delete(email)));
        }
        return DeleteUserIdentityResp.newBuilder().build();
    }

    RevokeConsentResp withdraw(RevokeConsentReq request) {
        boolean withdrawn =
                people.withdraw(
                        id(request.getUserId(), request.getConnectorId()),
                        new ClientId(
                                ApiProblem.required(
                                        request.getClientId(), "no client_id supplied")));
        return RevokeConsentResp.newBuilder().setNotFound(!withdrawn).build();
    }

    private Person required(PersonId id) {
        return people.find(id).orElseThrow(() -> new ApiProblem("not found"));
    }

    private static PersonId id(String user, String connector) {
        return new PersonId(
                ApiProblem.required(user, "no user_id supplied"),
                new ConnectorId(ApiProblem.required(connector, "no connector_id supplied")));
    }

    private UserIdentity wire(Person person) {
        Identity identity = person.identity().login().identity();
        UserIdentity.Builder wire =
                UserIdentity.newBuilder()
                        .setUserId(person.id().userId())
                        .setConnectorId(person.id().connector().value())
                        .setEmail(identity.email().orElse(""))
                        .setEmailVerified(identity.emailVerified())
                        .setUsername(identity.username())
                        .addAllGroups(identity.groups())
                        .setCreatedAt(person.created().getEpochSecond())
                        .setLastLogin(person.lastLogin().getEpochSecond());
        for (Consent consent : people.consents(person.id())) {
            wire.addConsents(
                    ConsentEntry.newBuilder()
                            .setClientId(consent.client().value())
                            .addAllScopes(consent.scopes()));
        }
        return wire.build();
    }
}
