package dev.atrium.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// The schema of one part, brought forward by SQL files on the class path. A schema that exists and
/// was not made by us is never touched.
public final class Migrations {
    private static final String HISTORY = "atrium_migrations";

    private static final FrequentSql MARK =
            FrequentSql.of(
                    """
                    select obj_description(to_regclass(cast(:history as text)), 'pg_class')
                        = cast(:files as text)
                    """);

    private final Database database;
    private final String schema;
    private final List<String> locations;

    /// @param schema the part's own schema, created when missing
    /// @param locations class path folders of `V<yyyyMMddHHmm>__what.sql` files, where several
    ///     parts share a schema; their files may come to a database in any order
    public Migrations(Database database, String schema, String... locations) {
        this.database = database;
        this.schema = schema;
        this.locations = List.of(locations);
    }

    /// @param version such as `202611220900`
    /// @param applied whether the database has it
    public record Migration(String version, String description, boolean applied) {}

    /// Applies what is pending. Several processes may call this at once: they wait for each other.
    /// A schema that bears the mark of this very build's files is left as it is: Flyway would take
    /// a quarter of a start to find out the same.
    ///
    /// @return how many were applied
    /// @throws ForeignSchemaException when the schema exists and is not ours
    public int up() {
        Optional<String> files = MigrationFiles.fingerprint(locations);
        if (files.isPresent() && bears(files.orElseThrow())) {
            return 0;
        }
        int applied = migrate();
        files.ifPresent(this::mark);
        return applied;
    }

    private int migrate() {
        try {
            return flyway().migrate().migrationsExecuted;
        } catch (FlywayException failure) {
            if (String.valueOf(failure.getMessage()).contains("non-empty schema")) {
                throw new ForeignSchemaException(schema);
            }
            throw failure;
        }
    }

    private boolean bears(String files) {
        return database.read(
                tx ->
                        tx.read(
                                MARK.with("history", history()).with("files", files),
                                rows -> rows.next() && rows.getBoolean(1)));
    }

    /// A role that may use the tables and does not own them cannot leave a mark, and can do
    // without.
    private void mark(String files) {
        FrequentSql statement =
                FrequentSql.of(
                        """
                        do $$ begin
                            comment on table %s is '%s';
                        exception when insufficient_privilege then null;
                        end $$
                        """
                                .formatted(history(), files));
        database.writeOnce(tx -> tx.change(statement.with(Map.of())));
    }

    private String history() {
        return "\"" + schema + "\"." + HISTORY;
    }

    public List<Migration> status() {
        return Arrays.stream(flyway().info().all()).map(Migrations::describe).toList();
    }

    public boolean complete() {
        return flyway().info().pending().length == 0;
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(database.dataSource())
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .table(HISTORY)
                .locations(
                        locations.stream()
                                .map(location -> "classpath:" + location)
                                .toArray(String[]::new))
                .outOfOrder(true)
                .failOnMissingLocations(true)
                .validateMigrationNaming(true)
                .load();
    }

    private static Migration describe(MigrationInfo info) {
        MigrationState state = info.getState();
        return new Migration(
                String.valueOf(info.getVersion()),
                info.getDescription(),
                state.isApplied() && !state.isFailed());
    }

    /// The database has a schema of that name with tables that this product did not make.
    public static final class ForeignSchemaException extends RuntimeException {
        ForeignSchemaException(String schema) {
            super(
                    "the database already has a schema \""
                            + schema
                            + "\" that Atrium did not create; nothing was changed. Point POSTGRES_URI to another database.",
                    null,
                    false,
                    false);
        }
    }
}
