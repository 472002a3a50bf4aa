package dev.atrium.connectors.opening;

import dev.atrium.kernel.config.ConfigNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Certificates as configurations give them: a file, the base64 of PEM, or PEM itself, tried in
/// that order.
final class Certificates {
    private Certificates() {}

    static List<X509Certificate> read(List<String> entries, ConfigNode at) throws ConnectorProblem {
        List<X509Certificate> all = new ArrayList<>();
        for (String entry : entries) {
            try {
                byte[] pem = file(entry).or(() -> base64(entry)).orElseGet(() -> utf8(entry));
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem))
                        .forEach(found -> all.add((X509Certificate) found));
            } catch (CertificateException _) {
                throw new ConnectorProblem(
                        "an entry is neither a readable file nor PEM nor base64 of PEM", at);
            }
        }
        return all;
    }

    private static Optional<byte[]> file(String entry) {
        try {
            Path path = Path.of(entry);
            return Files.isRegularFile(path)
                    ? Optional.of(Files.readAllBytes(path))
                    : Optional.empty();
        } catch (InvalidPathException | IOException _) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> base64(String entry) {
        try {
            return Optional.of(Base64.getDecoder().decode(entry));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static byte[] utf8(String entry) {
        return entry.getBytes(StandardCharsets.UTF_8);
    }
}
