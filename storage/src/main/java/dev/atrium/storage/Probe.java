package dev.atrium.storage;

import dev.atrium.kernel.Problem;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// One connection without a pool, to find out what keeps a database from answering: a pool only
/// ever says that it waited in vain.
public final class Probe {
    private static final String SECONDS = "5";

    private Probe() {}

    /// @return the server's version, such as `16.4`
    /// @throws Problem.Unavailable with the reason, and without the password
    public static String serverVersion(PostgresUri uri) {
        Properties properties = new Properties();
        uri.user().ifPresent(user -> properties.setProperty("user", user));
        uri.password().ifPresent(password -> properties.setProperty("password", password.reveal()));
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        properties.setProperty("ApplicationName", "atrium-check");
        try (Connection connection = DriverManager.getConnection(uri.jdbcUrl(), properties)) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException failure) {
            throw new Problem.Unavailable(
                    "the database at "
                            + uri
                            + " cannot be used: "
                            + String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
