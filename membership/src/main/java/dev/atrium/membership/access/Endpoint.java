package dev.atrium.membership.access;

import dev.atrium.http.Response;

/// Answers a call that may be made.
@FunctionalInterface
public interface Endpoint {
    Response answer(Call call);
}
