package dev.atrium.http;

/// Answers one request. Whatever it throws is turned into a response by the role's [ErrorEdge].
@FunctionalInterface
public interface Handler {
    Response handle(Request request) throws Exception;
}
