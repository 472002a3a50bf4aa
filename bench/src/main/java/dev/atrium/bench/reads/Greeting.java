package dev.atrium.bench.reads;

import java.util.List;

/// What the measured server says once it serves.
///
/// @param callers tokens, and the organization that each is for
/// @param stackStatements the SQL that one `GET stack` ran and that it ran when it was asked again,
///     `listStatements` the same of a page
/// @param stackBytes the size of the constant answers
record Greeting(
        int port,
        List<Caller> callers,
        List<String> stackStatements,
        List<String> listStatements,
        int stackBytes,
        int listBytes) {
    record Caller(int organization, String token) {}
}
