package dev.atrium.membership;

import dev.atrium.membership.DocumentCheck.Described;
import dev.atrium.membership.access.Scope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Sends requests to a server over which two organizations with regions, stacks and a client were
/// laid, holds every answer against the document that this server publishes, and remembers which
/// statuses of which operations came.
final class DocumentWorld implements AutoCloseable {
    final TestServer server;
    final DocumentCheck check;
    final Set<String> seen = new TreeSet<>();
    final String ada;
    final String bob;
    final String powerless;
    final String client;

    DocumentWorld(TestServer server) {
        this.server = server;
        check = new DocumentCheck(server.get("/api/openapi.json", "").json());
        Acme.settle(server);
        server.sql(
                """
                insert into membership.regions (id, name, base_url, organization_id, creator_id, active) values
                    ('private', 'Private', 'https://eu.example.com', 'acme', 'bob', true),
                    ('public', 'Public', 'https://us.example.com', null, null, true),
                    ('outdated', 'Outdated', 'https://old.example.com', null, null, true)
                """,
                "update membership.regions set outdated = true where id = 'outdated'",
                "insert into membership.region_versions (region_id, name, versions) values ('public', 'v3.0', '{\"ledger\": \"v2.3\"}'), ('public', 'v3.1', '{\"ledger\": \"v2.4\"}')",
                """
                insert into membership.stacks (organization_id, id, name, region_id, status, version) values
                    ('acme', 'prod', 'Production', 'private', 'READY', 'v3.0'),
                    ('globex', 'main', 'Main', 'public', 'READY', 'v3.0')
                """,
                "insert into membership.stack_modules (organization_id, stack_id, name, status) values ('acme', 'prod', 'ledger', 'READY')",
                "insert into membership.organization_clients (id, organization_id, name, secret_hash, secret_last_digits) values ('robot', 'acme', 'Robot', '\\x00', 'abcd')");
        ada = server.root("ada");
        bob = server.root("bob");
        powerless = server.bound("bob", "acme");
        client = server.client("robot", "acme", Scope.ORGANIZATION_READ);
    }

    /// A call that is right by the document and has to have that outcome.
    TestServer.Answer call(String token, int status, String route, String body) {
        TestServer.Answer answer = send(token, route, body);
        Described operation = operation(route);
        List<String> faults =
                status < 400 ? check.request(operation, target(route), body) : List.of();
        if (answer.status() != status || !faults.isEmpty()) {
            throw new AssertionError(
                    route + ": " + answer.status() + " " + answer.text() + " " + faults);
        }
        return answer;
    }

    TestServer.Answer call(String token, int status, String route) {
        return call(token, status, route, "");
    }

    /// Any call; only the answer is held against the document.
    TestServer.Answer send(String token, String route, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder()
                        .method(
                                route.substring(0, route.indexOf(' ')),
                                HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        return send(request, route);
    }

    TestServer.Answer send(HttpRequest.Builder request, String route) {
        return held(route, server.send(request, "/api" + target(route)));
    }

    /// Announces a body that the server does not take. None is sent: a client that is still writing
    /// when the answer comes may not see it.
    void tooLarge(String token, String route) {
        URI uri = URI.create(server.url("/api" + target(route)));
        String head =
                route.substring(0, route.indexOf(' '))
                        + " "
                        + uri.getRawPath()
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                        + " HTTP/1.1\r\nHost: m.example.com\r\nConnection: close\r\n"
                        + "Expect: 100-continue\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 99999999\r\nAuthorization: Bearer "
                        + token
                        + "\r\n\r\n";
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            String text =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = Integer.parseInt(text.substring(9, 12));
            String body = text.substring(text.indexOf("\r\n\r\n") + 4);
            if (status != 413) {
                throw new AssertionError(route + ": " + text);
            }
            held(route, new TestServer.Answer(status, "application/json", body));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private TestServer.Answer held(String route, TestServer.Answer answer) {
        Described operation = operation(route);
        List<String> faults = check.answer(operation, answer);
        if (!faults.isEmpty()) {
            throw new AssertionError(route + " answers " + answer.status() + ": " + faults);
        }
        seen.add(operation.id() + " " + answer.status());
        return answer;
    }

    static String target(String route) {
        return route.substring(route.indexOf(' ') + 1);
    }

    private Described operation(String route) {
        String target = target(route);
        int mark = target.indexOf('?');
        return check.operation(
                route.substring(0, route.indexOf(' ')),
                mark < 0 ? target : target.substring(0, mark));
    }

    @Override
    public void close() {
        server.close();
    }
}
