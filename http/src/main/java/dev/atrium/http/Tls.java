package dev.atrium.http;

import java.nio.file.Path;
import java.util.Optional;

/// How a server proves who it is. The files are followed: a renewed certificate is used without a
/// restart, and one that cannot be read leaves the old one in place.
///
/// @param certificate a PEM file with the server's certificate first and those that vouch for it
/// @param key a PEM file with its private key
/// @param minimum `1.2` or `1.3`
/// @param maximum the same, where one was set
public record Tls(Path certificate, Path key, String minimum, Optional<String> maximum) {}
