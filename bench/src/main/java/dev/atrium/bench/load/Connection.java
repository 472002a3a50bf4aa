package dev.atrium.bench.load;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One kept connection, one request at a time. A client library would cost more than the server
/// that is measured.
final class Connection implements AutoCloseable {
    private static final String LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] line = new byte[8 * 1024];

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
    }

    /// Sends a whole request and reads its answer to the end.
    ///
    /// @throws IOException for any status but 200
    void exchange(byte[] request) throws IOException {
        out.write(request);
        String status = header();
        long length = -1;
        for (String header = header(); !header.isEmpty(); header = header()) {
            if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
                length = Long.parseLong(header.substring(LENGTH.length()).strip());
            } else if (header.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:")) {
                throw new IOException("an answer without a length is not measured");
            }
        }
        if (!status.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("answered " + status + ", and 200 is needed");
        }
        in.skipNBytes(length);
    }

    private String header() throws IOException {
        int length = 0;
        for (int read = in.read(); read != '\n'; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            line[length++] = (byte) read;
        }
        return new String(line, 0, Math.max(0, length - 1), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
