package dev.atrium.connectors.local;

import dev.atrium.kernel.Secret;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// The stored people, one statement at a time.
///
/// @param database a view that names the schema
public record StoredPasswords(Database database, PasswordStore store, Clock clock) {
    public Optional<LocalUser> find(String email) {
        return database.read(tx -> store.find(tx, email));
    }

    public boolean create(LocalUser user) {
        return database.write(tx -> store.create(tx, user, clock.instant()));
    }

    boolean replaceHash(LocalUser user, Secret replacement) {
        return database.write(
                tx ->
                        store.replaceHash(
                                tx, user.email(), user.hash(), replacement, clock.instant()));
    }

    /// Everybody, the last one changed last.
    public List<LocalUser> all() {
        return database.read(store::all);
    }

    /// @param hash bcrypt; empty to keep the old one
    /// @param username empty to keep the old one
    /// @return false when nobody has this address
    public boolean change(String email, Optional<Secret> hash, Optional<String> username) {
        return database.write(tx -> store.change(tx, email, hash, username, clock.instant()));
    }

    public boolean delete(String email) {
        return database.write(tx -> store.delete(tx, email));
    }
}
