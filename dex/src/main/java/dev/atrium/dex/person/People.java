package dev.atrium.dex.person;

import dev.atrium.dex.token.DexIdentity;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is remembered of people between their logins.
public final class People {
    private final Database database;
    private final PersonStore people;
    private final ConsentStore consents = new ConsentStore();
    private final Clock clock;

    public People(Database database, MasterKey master, Clock clock) {
        this.database = database;
        this.people = new PersonStore(master);
        this.clock = clock;
    }

    /// Somebody has just logged in.
    public void loggedIn(Tx tx, DexIdentity identity) {
        people.put(tx, PersonId.of(identity), identity, clock.instant());
    }

    public Optional<Person> find(PersonId id) {
        return database.read(tx -> people.find(tx, id));
    }

    public List<Person> all() {
        return database.read(people::all);
    }

    /// Forgets a person and what they agreed to.
    ///
    /// @return false when nobody of that id is known
    public boolean forget(Tx tx, PersonId id) {
        return people.delete(tx, id);
    }

    /// Remembers exactly these scopes, whatever was agreed to before.
    public void agreed(PersonId id, ClientId client, List<String> scopes) {
        database.writing(tx -> consents.put(tx, id, new Consent(client, scopes), clock.instant()));
    }

    /// Whether everything that a client asks for was agreed to. Who somebody is (`openid`) needs no
    /// consent of its own.
    public boolean hasAgreed(PersonId id, ClientId client, Collection<String> scopes) {
        Set<String> asked = new HashSet<>(scopes);
        asked.remove("openid");
        return consents(id).stream()
                .filter(consent -> consent.client().equals(client))
                .anyMatch(consent -> Set.copyOf(consent.scopes()).containsAll(asked));
    }

    public List<Consent> consents(PersonId id) {
        return database.read(tx -> consents.of(tx, id));
    }

    /// @return false when there was none
    public boolean withdraw(PersonId id, ClientId client) {
        return database.write(tx -> consents.delete(tx, id, client));
    }
}
