package dev.atrium.dex.audit;

import dev.atrium.storage.Database;
import java.util.List;
import java.util.Locale;

/// Reads the record of logins by person, also from a process that serves no logins itself: all it
/// needs is a database in which the record may be.
///
/// To a person belong the logins in which they were recognised, and the failed attempts under a
/// name with which the same connector has recognised them: names that others could give themselves,
/// such as those of their profile, prove nothing.
public final class LoginHistory {
    private final Database database;
    private final String schema;
    private final LoginHistoryStore store = new LoginHistoryStore();

    /// Once true, it stays so: tables are not taken away.
    private volatile boolean present;

    /// @param schema where the record would be
    public LoginHistory(Database database, String schema) {
        this.database = database.in(schema);
        this.schema = schema;
    }

    /// What one provider calls somebody.
    ///
    /// @param userId the connector's name for the person
    public record Account(String issuer, String connector, String userId) {}

    /// @param seq its number; later ones have greater numbers
    public record Line(long seq, LoginEvent event) {}

    /// Whether logins at one of these providers are recorded there.
    public boolean records(List<String> issuers) {
        return database.read(
                tx -> {
                    if (!present) {
                        present = store.present(tx, schema);
                    }
                    return present && store.records(tx, issuers);
                });
    }

    /// The latest ones first. To be asked only where something [#records].
    ///
    /// @param before the number of the last line already read
    public List<Line> of(List<Account> accounts, long before, int most) {
        return database.read(tx -> store.of(tx, accounts, before, most));
    }

    /// A typed name as it is compared with others.
    static String comparable(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
