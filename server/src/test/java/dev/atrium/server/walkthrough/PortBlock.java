package dev.atrium.server.walkthrough;

import dev.atrium.storage.embedded.FreePort;
import java.util.Random;
import java.util.stream.IntStream;

/// Finds an offset at which all the ports of an instance are free.
final class PortBlock {
    private static final int[] PORTS = {5556, 5558, 8080, 8082, 3000, 3001, 15432};

    private PortBlock() {}

    static int freeOffset() {
        Random random = new Random();
        for (int attempt = 0; attempt < 100; attempt++) {
            int offset = 200 + random.nextInt(4_700);
            if (IntStream.of(PORTS).allMatch(port -> FreePort.isFree(port + offset))) {
                return offset;
            }
        }
        throw new IllegalStateException("no block of free ports was found");
    }
}
