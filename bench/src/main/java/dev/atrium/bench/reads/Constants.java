package dev.atrium.bench.reads;

import dev.atrium.http.Handler;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.http.Verb;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.BearerTokens;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// Answers that are always the same, to whoever shows an access token: what a read is measured
/// against. The token is read as for a real one; nothing is asked of the database.
final class Constants {
    static final String STACK = "/constant/stack";
    static final String LIST = "/constant/stacks";

    private final BearerTokens tokens;
    private final AtomicReference<byte[]> stack = new AtomicReference<>(new byte[0]);
    private final AtomicReference<byte[]> list = new AtomicReference<>(new byte[0]);

    Constants(BearerTokens tokens) {
        this.tokens = tokens;
    }

    /// Takes over what the real routes answered.
    void answer(byte[] stackBody, byte[] listBody) {
        stack.set(stackBody);
        list.set(listBody);
    }

    List<Route> routes() {
        return List.of(route(STACK, stack), route(LIST, list));
    }

    private Route route(String path, AtomicReference<byte[]> body) {
        Handler handler =
                request -> {
                    if (request.bearer().flatMap(tokens::read).isEmpty()) {
                        throw new Problem.Unauthenticated("a token is needed");
                    }
                    return Response.of(200, "application/json", body.get());
                };
        return Route.open(Verb.GET, path, "constant", handler);
    }
}
