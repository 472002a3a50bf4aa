package dev.atrium.http.outgoing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Whom the installation believes, where `SSL_CERT_FILE` or `SSL_CERT_DIR` says it: those
/// authorities, in place of the ones that came with Java.
///
/// @param certificates empty where the environment says nothing
public record Authorities(List<X509Certificate> certificates) {
    public static final Authorities OF_JAVA = new Authorities(List.of());

    public Authorities {
        certificates = List.copyOf(certificates);
    }

    /// @throws IllegalArgumentException when a named file holds no certificate
    public static Authorities of(Map<String, String> environment) {
        List<X509Certificate> all = new ArrayList<>();
        String file = environment.getOrDefault("SSL_CERT_FILE", "");
        if (!file.isBlank()) {
            List<X509Certificate> found = read(file);
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "SSL_CERT_FILE names \"" + file + "\", which holds no certificate");
            }
            all.addAll(found);
        }
        for (String directory : environment.getOrDefault("SSL_CERT_DIR", "").split(":", -1)) {
            if (!directory.isBlank()) {
                all.addAll(directory(directory));
            }
        }
        return new Authorities(all);
    }

    private static List<X509Certificate> directory(String directory) {
        List<X509Certificate> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(directory))) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> all.addAll(read(file.toString())));
        } catch (IOException | InvalidPathException _) {
            throw new IllegalArgumentException(
                    "SSL_CERT_DIR names \"" + directory + "\", which cannot be read");
        }
        return all;
    }

    /// None where there is none in it: such directories hold other files too.
    private static List<X509Certificate> read(String file) {
        List<X509Certificate> all = new ArrayList<>();
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(
                            new ByteArrayInputStream(Files.readAllBytes(Path.of(file))))
                    .forEach(found -> all.add((X509Certificate) found));
        } catch (IOException | CertificateException | InvalidPathException _) {
            return List.of();
        }
        return all;
    }

    /// What a trust comes to in this installation.
    public Trust applied(Trust trust) {
        if (certificates.isEmpty()) {
            return trust;
        }
        return switch (trust) {
            case Trust.Standard _ -> new Trust.Only(certificates);
            case Trust.Also also -> {
                List<X509Certificate> all = new ArrayList<>(certificates);
                all.addAll(also.authorities());
                yield new Trust.Only(all);
            }
            case Trust.Only only -> only;
            case Trust.Anybody anybody -> anybody;
        };
    }
}
