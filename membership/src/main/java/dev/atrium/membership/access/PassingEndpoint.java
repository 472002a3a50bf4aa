package dev.atrium.membership.access;

import dev.atrium.http.Response;

/// Answers a read whose rights come along with what it reads. The call has no scopes yet.
@FunctionalInterface
public interface PassingEndpoint {
    Response answer(Call call, Pass pass);
}
