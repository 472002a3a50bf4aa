package dev.atrium.membership;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// A mail server that wants STARTTLS (RFC 3207) before anything else, in front of one that speaks
/// in clear only. It notes what it was told before that.
final class StartTls implements AutoCloseable {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final ServerSocket listener;
    private final int behind;
    private final SSLContext context;
    private final List<String> inClear = new CopyOnWriteArrayList<>();

    StartTls(int behind) throws IOException, GeneralSecurityException {
        this.behind = behind;
        this.context = context();
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    private static SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream shipped =
                Objects.requireNonNull(
                        DummySSLServerSocketFactory.class.getResourceAsStream("/greenmail.p12"))) {
            store.load(shipped, PASSWORD);
        }
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    int port() {
        return listener.getLocalPort();
    }

    /// The commands that came before the connection was encrypted, without their arguments.
    List<String> inClear() {
        return inClear;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII),
                            1);
            say(out, "220 ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
                inClear.add(command);
                switch (command) {
                    case "EHLO" -> say(out, "250-here\r\n250 STARTTLS");
                    case "STARTTLS" -> {
                        say(out, "220 go ahead");
                        encrypted(socket);
                        return;
                    }
                    default -> say(out, "530 Must issue a STARTTLS command first");
                }
            }
        } catch (IOException _) {
            // The client went away, as it does when it refuses the certificate.
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void encrypted(Socket socket) throws IOException {
        SSLSocket secure = (SSLSocket) context.getSocketFactory().createSocket(socket, "", 0, true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        try (Socket back = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            InputStream answers = back.getInputStream();
            // The greeting of the server behind; the client has had one.
            for (int read = answers.read(); read != '\n'; ) {
                read = answers.read();
            }
            Thread.ofVirtual().start(() -> copy(answers, secure));
            secure.getInputStream().transferTo(back.getOutputStream());
        }
    }

    private static void copy(InputStream answers, SSLSocket secure) {
        try {
            answers.transferTo(secure.getOutputStream());
        } catch (IOException _) {
            // One of the two has closed.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
