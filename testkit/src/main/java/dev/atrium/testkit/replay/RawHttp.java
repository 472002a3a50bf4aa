package dev.atrium.testkit.replay;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// HTTP/1.1 over a socket, a connection per request. It sends targets and headers as they are
/// given, which the JDK's client does not.
final class RawHttp {
    private static final int TIMEOUT_MILLIS = 20_000;

    private RawHttp() {}

    record Header(String name, String value) {}

    record Reply(int status, List<Header> headers, byte[] body) {
        Optional<String> header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .findFirst();
        }

        List<String> all(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .toList();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    static Reply send(
            String host,
            int port,
            String method,
            String target,
            List<Header> headers,
            Optional<String> body)
            throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write(message(host + ":" + port, method, target, headers, body));
            socket.getOutputStream().flush();
            return read(socket.getInputStream(), method);
        }
    }

    private static byte[] message(
            String authority,
            String method,
            String target,
            List<Header> headers,
            Optional<String> body) {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(authority).append("\r\nConnection: close\r\n");
        headers.forEach(
                header ->
                        head.append(header.name())
                                .append(": ")
                                .append(header.value())
                                .append("\r\n"));
        byte[] content = body.orElse("").getBytes(StandardCharsets.UTF_8);
        if (body.isPresent()) {
            head.append("Content-Length: ").append(content.length).append("\r\n");
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        whole.writeBytes(content);
        return whole.toByteArray();
    }

    private static Reply read(InputStream in, String method) throws IOException {
        String statusLine = line(in);
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        List<Header> headers = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.add(
                    new Header(
                            line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
        Reply head = new Reply(status, headers, new byte[0]);
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
        return bodiless ? head : new Reply(status, headers, body(in, head));
    }

    private static byte[] body(InputStream in, Reply head) throws IOException {
        boolean chunked =
                head.header("Transfer-Encoding")
                        .filter(value -> value.toLowerCase(Locale.ROOT).contains("chunked"))
                        .isPresent();
        if (!chunked) {
            Optional<String> length = head.header("Content-Length");
            return length.isPresent()
                    ? in.readNBytes(Integer.parseInt(length.orElseThrow()))
                    : in.readAllBytes();
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
            if (size == 0) {
                return whole.toByteArray();
            }
            whole.writeBytes(in.readNBytes(size));
            line(in);
        }
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
