package dev.atrium.http;

/// The method a route answers to. `ANY` leaves the decision to the handler, for protocols that
/// answer a wrong method in their own words.
public enum Verb {
    GET,
    POST,
    PUT,
    PATCH,
    DELETE,
    ANY
}
