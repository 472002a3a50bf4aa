package dev.atrium.http;

/// How a role tells its callers what went wrong: the one place where problems become status codes
/// and bodies. It must be able to render any exception; one that it does not know is logged by the
/// server and must be answered neutrally.
public interface ErrorEdge {
    /// @param error a [dev.atrium.kernel.Problem], also for what the server itself refuses (no such
    ///     path, wrong method, body too large), or an unexpected exception
    Response render(Throwable error, Request request);

    /// What the server refuses before there is a request to speak of: a malformed request line or
    /// oversized headers.
    ///
    /// @param status 400, 414, 431 and the like
    Response refuse(int status, String reason);

    /// Whether `error` is part of the protocol. What is not is a fault of ours and is logged with
    /// its stack trace.
    boolean expects(Throwable error);
}
