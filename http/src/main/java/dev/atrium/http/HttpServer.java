package dev.atrium.http;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.jetty.ee10.servlet.ServletApiResponse;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves a role's routes on one port, a virtual thread per request.
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final List<HandlerType> EVERY_METHOD =
            List.of(
                    HandlerType.GET,
                    HandlerType.POST,
                    HandlerType.PUT,
                    HandlerType.PATCH,
                    HandlerType.DELETE,
                    HandlerType.HEAD,
                    HandlerType.OPTIONS);

    /// How long a stopping server leaves a connection open that says nothing.
    private static final Duration FAREWELL = Duration.ofMillis(200);

    private final Javalin javalin;
    private final ServerSettings settings;
    private final Optional<TlsListener> tls;

    private HttpServer(Javalin javalin, ServerSettings settings, Optional<TlsListener> tls) {
        this.javalin = javalin;
        this.settings = settings;
        this.tls = tls;
    }

    /// @throws IllegalStateException when the port is taken or a certificate cannot be used; the
    ///     message says which and what to do
    public static HttpServer start(
            ServerSettings settings,
            List<Route> routes,
            ErrorEdge errors,
            RandomIds ids,
            MeterRegistry meters) {
        RequestLog log = new RequestLog(settings.role(), settings.meter(), meters);
        Optional<TlsListener> tls = settings.tls().map(TlsListener::new);
        Map<String, Set<String>> literal = literal(routes);
        Javalin javalin =
                Javalin.create(
                        config -> {
                            configure(config, settings, tls);
                            config.jetty.modifyServer(
                                    server -> server.setErrorHandler(new RefusalHandler(errors)));
                            // Javalin has a page of its own for the latter, unless told otherwise.
                            for (Class<? extends Exception> kind :
                                    List.of(Exception.class, HttpResponseException.class)) {
                                config.routes.exception(
                                        kind,
                                        (error, context) ->
                                                fail(
                                                        context,
                                                        told(error, context, literal),
                                                        errors,
                                                        settings,
                                                        log));
                            }
                            for (Route route : routes) {
                                Handler handler = handler(route, settings, literal);
                                for (HandlerType method : methods(route.verb())) {
                                    config.routes.addEndpoint(
                                            new Endpoint(method, route.path(), handler));
                                }
                            }
                            config.routes.before(
                                    context -> context.attribute("id", requestId(context, ids)));
                            config.requestLogger.http(
                                    (context, millis) -> log.finished(context, millis));
                        });
        try {
            javalin.start();
        } catch (RuntimeException failure) {
            throw bindFailure(settings, failure);
        }
        tls.ifPresent(TlsListener::follow);
        return new HttpServer(javalin, settings, tls);
    }

    public int port() {
        return javalin.port();
    }

    public String role() {
        return settings.role();
    }

    /// Answers what is under way, takes nothing new, and stops.
    @Override
    public void close() {
        tls.ifPresent(TlsListener::close);
        for (Connector connector : javalin.jettyServer().server().getConnectors()) {
            if (connector instanceof AbstractConnector open) {
                open.setShutdownIdleTimeout(FAREWELL.toMillis());
            }
        }
        javalin.stop();
    }

    private static void configure(
            JavalinConfig config, ServerSettings settings, Optional<TlsListener> tls) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = settings.bodyLimit();
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.router.ignoreTrailingSlashes = false;
        config.router.treatMultipleSlashesAsSingleSlash = false;
        config.jetty.host = settings.host();
        config.jetty.port = settings.port();
        tls.ifPresent(
                each ->
                        config.jetty.addConnector(
                                (server, http) ->
                                        each.connector(
                                                server, http, settings.host(), settings.port())));
        config.jetty.modifyHttpConfiguration(HttpServer::harden);
        config.jetty.modifyServletContextHandler(
                handler -> {
                    handler.getServletHandler().setDecodeAmbiguousURIs(true);
                    handler.setSessionHandler(new NoSessions());
                });
        config.jetty.modifyServer(
                server -> server.setStopTimeout(Duration.ofSeconds(10).toMillis()));
    }

    private static void harden(HttpConfiguration http) {
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(32 * 1024);
        http.setResponseHeaderSize(32 * 1024);
        // Paths are compared with routes as they were sent, so an odd one is a 404 of ours rather
        // than a refusal of Jetty's.
        http.setUriCompliance(UriCompliance.UNSAFE);
    }

    private static List<HandlerType> methods(Verb verb) {
        return switch (verb) {
            case GET -> List.of(HandlerType.GET, HandlerType.HEAD);
            case POST -> List.of(HandlerType.POST);
            case PUT -> List.of(HandlerType.PUT);
            case PATCH -> List.of(HandlerType.PATCH);
            case DELETE -> List.of(HandlerType.DELETE);
            case ANY -> EVERY_METHOD;
        };
    }

    /// The paths without a parameter, and the methods that each one serves.
    private static Map<String, Set<String>> literal(List<Route> routes) {
        Map<String, Set<String>> literal = new HashMap<>();
        for (Route route : routes) {
            if (!parametrised(route)) {
                methods(route.verb())
                        .forEach(
                                method ->
                                        literal.computeIfAbsent(route.path(), _ -> new TreeSet<>())
                                                .add(method.name()));
            }
        }
        return literal;
    }

    private static boolean parametrised(Route route) {
        return route.path().contains("{");
    }

    /// A path that stands for itself is never taken for a parameter of another route, whatever the
    /// method.
    private static Handler handler(
            Route route, ServerSettings settings, Map<String, Set<String>> literal) {
        boolean parametrised = parametrised(route);
        return context -> {
            if (parametrised && literal.containsKey(context.path())) {
                throw new MethodNotAllowedResponse("", Map.of());
            }
            answer(context, route, settings);
        };
    }

    private static Exception told(
            Exception error, Context context, Map<String, Set<String>> literal) {
        Set<String> served = literal.get(context.path());
        return error instanceof MethodNotAllowedResponse && served != null
                ? new MethodNotAllowedResponse("", Map.of("methods", String.join(", ", served)))
                : error;
    }

    private static String requestId(Context context, RandomIds ids) {
        String given = context.header("X-Request-Id");
        try {
            return given == null ? ids.randomUuid().toString() : UUID.fromString(given).toString();
        } catch (IllegalArgumentException _) {
            return ids.randomUuid().toString();
        }
    }

    private static Request request(Context context, ServerSettings settings) {
        String id = context.attribute("id");
        return new Request(context, id == null ? "" : id, settings.bodyLimit());
    }

    private static void answer(Context context, Route route, ServerSettings settings)
            throws Exception {
        context.attribute("route", route.path());
        Request request = request(context, settings);
        send(context, route.handler().handle(request), request, settings);
    }

    private static void fail(
            Context context,
            Exception error,
            ErrorEdge errors,
            ServerSettings settings,
            RequestLog log) {
        Request request = request(context, settings);
        Throwable cause =
                error instanceof HttpResponseException refusal
                        ? problem(refusal, context, settings)
                        : error;
        if (!errors.expects(cause)) {
            log.fault(request, cause);
        }
        try {
            send(context, allowing(error, errors.render(cause, request)), request, settings);
        } catch (IOException gone) {
            LOG.debug("the caller went away while an error was sent", gone);
        }
    }

    /// Says with a 405 which methods there are (RFC 9110 section 15.5.6).
    private static Response allowing(Exception error, Response response) {
        return error instanceof MethodNotAllowedResponse refusal
                ? response.header("Allow", String.join(", ", refusal.getDetails().values()))
                : response;
    }

    private static Problem problem(
            HttpResponseException refusal, Context context, ServerSettings settings) {
        return switch (refusal.getStatus()) {
            case 404 -> new Problem.NotFound("path", context.path());
            case 405 -> new Problem.MethodNotAllowed(context.method().name());
            case 413 -> new Problem.TooLarge(settings.bodyLimit());
            default -> new Problem.Invalid("", "the request cannot be read");
        };
    }

    private static void send(
            Context context, Response response, Request request, ServerSettings settings)
            throws IOException {
        request.drain();
        context.status(response.status());
        for (Response.Header header : response.headers()) {
            if (!header.name().equalsIgnoreCase("Content-Type")) {
                context.res().addHeader(header.name(), header.value());
            }
        }
        if (settings.requestIdHeader()) {
            context.res().setHeader("X-Request-Id", request.id());
        }
        contentType(context, response);
        switch (response.body()) {
            case Response.Body.Bytes bytes -> {
                context.attribute("bytes", (long) bytes.content().length);
                // Also for HEAD: Jetty drops the content itself, and takes a promised length
                // without content for a fault.
                context.res().setContentLength(bytes.content().length);
                context.res().getOutputStream().write(bytes.content());
            }
            case Response.Body.Streamed streamed -> {
                if (!context.method().equals(HandlerType.HEAD)) {
                    streamed.writer().write(context.res().getOutputStream());
                }
            }
        }
    }

    /// Sets the media type as it was given, or none: the servlet layer would take out the blank
    /// before its parameters, and Javalin would make up a type for an answer without content.
    private static void contentType(Context context, Response response) {
        if (context.res() instanceof ServletApiResponse servlet) {
            org.eclipse.jetty.server.Response plain = servlet.getResponse();
            while (plain instanceof org.eclipse.jetty.server.Response.Wrapper wrapper) {
                plain = wrapper.getWrapped();
            }
            HttpFields.Mutable headers = plain.getHeaders();
            headers.remove(HttpHeader.CONTENT_TYPE);
            response.headers().stream()
                    .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                    .forEach(header -> headers.put(HttpHeader.CONTENT_TYPE, header.value()));
        }
    }

    private static IllegalStateException bindFailure(
            ServerSettings settings, RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || cause.getClass().getSimpleName().contains("PortInUse")) {
                return new IllegalStateException(
                        settings.role()
                                + " cannot listen on "
                                + settings.host()
                                + ":"
                                + settings.port()
                                + ": the port is taken. Stop what listens there or choose another port.");
            }
        }
        return new IllegalStateException(
                settings.role() + " cannot start its HTTP server", failure);
    }

    /// Nobody here has a session of the servlet kind, for which each request would be searched.
    private static final class NoSessions extends SessionHandler {
        @Override
        public boolean handle(
                org.eclipse.jetty.server.Request request,
                org.eclipse.jetty.server.Response response,
                org.eclipse.jetty.util.Callback callback)
                throws Exception {
            org.eclipse.jetty.server.Handler next = getHandler();
            return next != null && next.handle(request, response, callback);
        }
    }

    /// Renders what Jetty refuses by itself, before any route is looked at.
    private static final class RefusalHandler
            extends org.eclipse.jetty.server.handler.ErrorHandler {
        private final ErrorEdge errors;

        RefusalHandler(ErrorEdge errors) {
            this.errors = errors;
        }

        @Override
        protected boolean generateAcceptableResponse(
                org.eclipse.jetty.server.Request request,
                org.eclipse.jetty.server.Response response,
                org.eclipse.jetty.util.Callback callback,
                String contentType,
                List<java.nio.charset.Charset> charsets,
                int code,
                String message,
                Throwable cause)
                throws IOException {
            Response refusal =
                    errors.refuse(code, message == null ? "the request cannot be read" : message);
            response.setStatus(refusal.status());
            // Jetty ends the connection over such a request, and callers had better know.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            refusal.headers()
                    .forEach(header -> response.getHeaders().put(header.name(), header.value()));
            byte[] body =
                    refusal.body() instanceof Response.Body.Bytes bytes
                            ? bytes.content()
                            : "".getBytes(StandardCharsets.UTF_8);
            response.write(true, java.nio.ByteBuffer.wrap(body), callback);
            return true;
        }
    }
}
