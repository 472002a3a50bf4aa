package dev.atrium.membership.rest;

import dev.atrium.http.Response;

/// The envelope around a single object.
public record Data(Object data) {
    public static Response of(int status, Object object) {
        return Response.json(status, new Data(object));
    }
}
