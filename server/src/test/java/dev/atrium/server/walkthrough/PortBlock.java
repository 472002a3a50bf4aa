package dev.atrium.server.walkthrough;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Random;
import java.util.stream.IntStream;

/// Finds an offset at which all the ports of an instance are free, or one free port.
final class PortBlock {
    private static final int[] PORTS = {5556, 5558, 8080, 8082, 3000, 3001, 15432};

    private PortBlock() {}

    static int freeOffset() {
        Random random = new Random();
        for (int attempt = 0; attempt < 100; attempt++) {
            int offset = 200 + random.nextInt(4_700);
            if (IntStream.of(PORTS).allMatch(port -> free(port + offset))) {
                return offset;
            }
        }
        throw new IllegalStateException("no block of free ports was found");
    }

    /// A single free port, outside every block.
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}
