package dev.atrium.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The TLS of one server, and the thread that follows its files.
final class TlsListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final char[] UNUSED = "unused".toCharArray();
    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    private final Tls tls;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private volatile List<FileTime> seen = List.of();
    private volatile boolean open = true;

    /// @throws IllegalStateException when the files cannot be used; the message names them
    TlsListener(Tls tls) {
        this.tls = tls;
        factory.setSniRequired(false);
        factory.setIncludeProtocols(
                PROTOCOLS.stream().filter(this::allowed).toArray(String[]::new));
        // Also those without forward secrecy that clients of old still ask for.
        factory.setExcludeCipherSuites("^.*_(MD5|SHA|SHA1)$", "^.*_NULL_.*$", "^.*_anon_.*$");
        try {
            seen = times();
            load(factory);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new IllegalStateException(unusable(unusable), unusable);
        }
    }

    private boolean allowed(String protocol) {
        String version = protocol.substring("TLSv".length());
        return version.compareTo(tls.minimum()) >= 0
                && version.compareTo(tls.maximum().orElse("9")) <= 0;
    }

    ServerConnector connector(Server server, HttpConfiguration plain, String host, int port) {
        HttpConfiguration secure = new HttpConfiguration(plain);
        secure.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector =
                new ServerConnector(
                        server,
                        new SslConnectionFactory(factory, "http/1.1"),
                        new HttpConnectionFactory(secure));
        connector.setHost(host);
        connector.setPort(port);
        return connector;
    }

    /// Looks at the files from now on.
    void follow() {
        Thread.ofVirtual().name("tls-certificate").start(this::run);
    }

    private void run() {
        while (open) {
            try {
                Thread.sleep(LOOK_EVERY);
                look();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Takes up new files; those that cannot be used change nothing.
    void look() {
        try {
            List<FileTime> now = times();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            KeyStore keys = keys();
            factory.reload(next -> next.setKeyStore(keys));
            LOG.info("the certificate {} was read again", tls.certificate());
        } catch (Exception unusable) {
            LOG.warn("{}; the one before is kept", unusable(unusable));
        }
    }

    private List<FileTime> times() throws IOException {
        return List.of(
                Files.getLastModifiedTime(tls.certificate()), Files.getLastModifiedTime(tls.key()));
    }

    private void load(SslContextFactory.Server target)
            throws GeneralSecurityException, IOException {
        target.setKeyStore(keys());
        target.setKeyStorePassword(String.valueOf(UNUSED));
        target.setKeyManagerPassword(String.valueOf(UNUSED));
    }

    private KeyStore keys() throws GeneralSecurityException, IOException {
        List<Certificate> chain;
        try (InputStream in = Files.newInputStream(tls.certificate())) {
            chain =
                    new ArrayList<>(
                            CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("it has no certificate");
        }
        PrivateKey key = PemKey.read(Files.readString(tls.key()));
        checkPair(key, chain.getFirst().getPublicKey());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, UNUSED);
        keys.setKeyEntry("server", key, UNUSED, chain.toArray(new Certificate[0]));
        return keys;
    }

    /// Between two files that are renewed one after the other, they do not belong together.
    private static void checkPair(PrivateKey key, PublicKey certified)
            throws GeneralSecurityException {
        String algorithm =
                switch (certified.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case String other -> other;
                };
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            byte[] signature = signing.sign();
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certified);
            if (verifying.verify(signature)) {
                return;
            }
        } catch (InvalidKeyException | SignatureException _) {
            // Of another kind or size: the same answer.
        }
        throw new InvalidKeyException("the private key is not that of the certificate");
    }

    private String unusable(Exception reason) {
        return "the certificate "
                + tls.certificate()
                + " with the key "
                + tls.key()
                + " cannot be used ("
                + (reason.getMessage() == null
                        ? reason.getClass().getSimpleName()
                        : reason.getMessage())
                + ")";
    }

    @Override
    public void close() {
        open = false;
    }
}
