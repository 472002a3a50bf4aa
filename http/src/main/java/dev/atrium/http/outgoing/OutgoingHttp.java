package dev.atrium.http.outgoing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Sends requests within limits.
///
/// A host name is resolved and checked just before the request is sent; the JDK keeps what it
/// resolved for thirty seconds, so the connection goes to the addresses that were checked.
public final class OutgoingHttp {
    private final Supplier<HttpClient> client;
    private final AddressPolicy policy;
    private final Limits limits;

    /// @param client which must not follow redirects: each would be an address that nobody checked
    public OutgoingHttp(HttpClient client, AddressPolicy policy, Limits limits) {
        this(() -> client, policy, limits);
        checked(client);
    }

    /// @param client which must not follow redirects; asked for at each request
    public OutgoingHttp(Supplier<HttpClient> client, AddressPolicy policy, Limits limits) {
        this.client = client;
        this.policy = policy;
        this.limits = limits;
    }

    private static HttpClient checked(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HTTP client follows redirects");
        }
        return client;
    }

    /// The same client for addresses that somebody else chose.
    public OutgoingHttp under(AddressPolicy others) {
        return new OutgoingHttp(client, others, limits);
    }

    /// A whole answer, whatever its status.
    public record Answer(int status, HttpHeaders headers, byte[] body) {
        /// Without parameters; empty where there is none.
        public String mediaType() {
            return header("Content-Type").orElse("").split(";", 2)[0].strip();
        }

        public Optional<String> header(String name) {
            return headers.firstValue(name);
        }
    }

    public Answer get(URI address, String... headers) throws OutgoingException {
        return send(builder(address, headers).GET().build());
    }

    /// @param body already encoded, sent as `application/x-www-form-urlencoded`
    public Answer form(URI address, String body, String... headers) throws OutgoingException {
        return send(
                builder(address, headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /// @param body sent as `application/json`
    public Answer json(URI address, byte[] body, String... headers) throws OutgoingException {
        return send(
                builder(address, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build());
    }

    public Answer send(HttpRequest request) throws OutgoingException {
        URI address = request.uri();
        check(address);
        CompletableFuture<HttpResponse<byte[]>> exchange =
                checked(client.get())
                        .sendAsync(
                                request,
                                HttpResponse.BodyHandlers.limiting(
                                        HttpResponse.BodyHandlers.ofByteArray(), limits.answer()));
        try {
            HttpResponse<byte[]> response =
                    exchange.get(limits.deadline().toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException _) {
            exchange.cancel(true);
            throw new OutgoingException(
                    place(address)
                            + " did not answer within "
                            + limits.deadline().toSeconds()
                            + " s");
        } catch (InterruptedException interrupted) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new OutgoingException("interrupted while asking " + place(address), interrupted);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new OutgoingException(place(address) + ": " + reason(cause), cause);
        }
    }

    private static HttpRequest.Builder builder(URI address, String... headers)
            throws OutgoingException {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(address);
            return headers.length == 0 ? builder : builder.headers(headers);
        } catch (IllegalArgumentException _) {
            throw new OutgoingException("\"" + address + "\" is not an http or https address");
        }
    }

    private void check(URI address) throws OutgoingException {
        if (policy == AddressPolicy.OPERATOR) {
            return;
        }
        try {
            for (InetAddress resolved : InetAddress.getAllByName(address.getHost())) {
                if (!policy.permits(resolved)) {
                    throw new OutgoingException(
                            place(address)
                                    + " is not a public address; the operator has to allow it first");
                }
            }
        } catch (UnknownHostException _) {
            throw new OutgoingException(place(address) + " has no address");
        }
    }

    private static String place(URI address) {
        return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    private static String reason(Throwable cause) {
        return switch (cause) {
            case java.net.ConnectException _ -> "the connection was refused or has no route";
            case javax.net.ssl.SSLException tls -> "TLS failed: " + tls.getMessage();
            case IOException io when io.getMessage() != null -> io.getMessage();
            default -> cause.getClass().getSimpleName();
        };
    }
}
