package dev.atrium.storage;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;

/// The schema of one part, brought forward by SQL files on the class path. A schema that exists and
/// was not made by us is never touched.
public final class Migrations {
    private static final String HISTORY = "atrium_migrations";

    private final Flyway flyway;
    private final String schema;

    /// @param schema the part's own schema, created when missing
    /// @param locations class path folders of `V<yyyyMMddHHmm>__what.sql` files, where several
    ///     parts share a schema; their files may come to a database in any order
    public Migrations(Database database, String schema, String... locations) {
        this.schema = schema;
        this.flyway =
                Flyway.configure()
                        .dataSource(database.dataSource())
                        .schemas(schema)
                        .defaultSchema(schema)
                        .createSchemas(true)
                        .table(HISTORY)
                        .locations(
                                Arrays.stream(locations)
                                        .map(location -> "classpath:" + location)
                                        .toArray(String[]::new))
                        .outOfOrder(true)
                        .failOnMissingLocations(true)
                        .validateMigrationNaming(true)
                        .load();
    }

    /// @param version such as `202611220900`
    /// @param applied whether the database has it
    public record Migration(String version, String description, boolean applied) {}

    /// Applies what is pending. Several processes may call this at once: they wait for each other.
    ///
    /// @return how many were applied
    /// @throws ForeignSchemaException when the schema exists and is not ours
    public int up() {
        try {
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException failure) {
            if (String.valueOf(failure.getMessage()).contains("non-empty schema")) {
                throw new ForeignSchemaException(schema);
            }
            throw failure;
        }
    }

    public List<Migration> status() {
        return Arrays.stream(flyway.info().all()).map(Migrations::describe).toList();
    }

    public boolean complete() {
        return flyway.info().pending().length == 0;
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
