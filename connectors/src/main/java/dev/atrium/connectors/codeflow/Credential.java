package dev.atrium.connectors.codeflow;

import java.nio.file.Path;

/// How a client proves at an upstream that it is itself.
public sealed interface Credential {
    record Secret(dev.atrium.kernel.Secret value) implements Credential {}

    /// A signed token (RFC 7523 section 2.2) that somebody else keeps current in a file, which is
    /// read for each request.
    record Assertion(Path file) implements Credential {}

    static Credential secret(dev.atrium.kernel.Secret value) {
        return new Secret(value);
    }
}
