package dev.atrium.storage;

import dev.atrium.kernel.Problem;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// Reads what PostgreSQL means by an error: a violated constraint, a text that it does not keep
/// (one with a zero character), a transaction worth repeating, or no server. Source:
/// https://www.postgresql.org/docs/current/errcodes-appendix.html
final class PostgresErrors {
    private PostgresErrors() {}

    static RuntimeException translate(RuntimeException error) {
        Optional<SQLException> found = sqlException(error);
        if (found.isEmpty()) {
            return error;
        }
        SQLException sql = found.orElseThrow();
        String state = sql.getSQLState() == null ? "" : sql.getSQLState();
        return switch (state) {
            case "23505" -> new ConstraintViolation.Unique(constraint(sql));
            case "23503" -> new ConstraintViolation.ForeignKey(constraint(sql));
            case "23514" -> new ConstraintViolation.Check(constraint(sql));
            case "22021" ->
                    new Problem.Invalid("", "the request has a character that cannot be stored");
            default ->
                    unreachable(sql, state)
                            ? new Problem.Unavailable("the database does not answer")
                            : error;
        };
    }

    /// Serialization failure and deadlock: the statement was right, the moment was not.
    static boolean worthRepeating(RuntimeException error) {
        return sqlException(error)
                .map(SQLException::getSQLState)
                .filter(state -> state.equals("40001") || state.equals("40P01"))
                .isPresent();
    }

    private static boolean unreachable(SQLException sql, String state) {
        return sql instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("53300");
    }

    private static String constraint(SQLException sql) {
        if (sql instanceof PSQLException postgres) {
            ServerErrorMessage message = postgres.getServerErrorMessage();
            if (message != null && message.getConstraint() != null) {
                return message.getConstraint();
            }
        }
        return "";
    }

    private static Optional<SQLException> sqlException(@Nullable Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }
}
