package dev.atrium.membership;

import dev.atrium.connectors.local.PasswordStore;
import dev.atrium.dex.server.Dex;
import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.TestDatabase;

/// The role's tables and those of the provider that its logins go to, which every database of these
/// tests begins with.
public final class Tables implements TestDatabase.Furnishing {
    @Override
    public void furnish(Database database) {
        Dex.migrations(database).up();
        new Migrations(database, "dex_passwords", PasswordStore.MIGRATIONS).up();
        Membership.migrations(database).forEach(Migrations::up);
    }
}
