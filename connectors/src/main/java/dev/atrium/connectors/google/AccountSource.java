package dev.atrium.connectors.google;

import java.net.URI;
import java.nio.file.Path;

/// Where a service account comes from.
public sealed interface AccountSource {
    /// A key file as Google's console gives it.
    record KeyFile(Path path) implements AccountSource {}

    /// The account of the machine in Google's cloud, which signs through the interface of IAM.
    record Machine(URI metadata, URI iam, URI tokens) implements AccountSource {
        public static final Machine GOOGLE =
                new Machine(
                        URI.create("http://metadata.google.internal"),
                        URI.create("https://iamcredentials.googleapis.com"),
                        URI.create("https://oauth2.googleapis.com/token"));
    }
}
