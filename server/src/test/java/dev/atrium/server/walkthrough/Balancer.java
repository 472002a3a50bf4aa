package dev.atrium.server.walkthrough;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/// Sends each request to the replica after the one that had the last.
final class Balancer {
    private final List<Integer> ports = new ArrayList<>();
    private int turn;

    void add(int port) {
        ports.add(port);
    }

    void remove(int port) {
        ports.remove(Integer.valueOf(port));
    }

    void skip() {
        turn++;
    }

    /// The port that had the last request.
    int last() {
        return ports.get(turn % ports.size());
    }

    URI next(URI address) {
        turn++;
        return URI.create(
                address.toString().replaceFirst("127\\.0\\.0\\.1:\\d+", "127.0.0.1:" + last()));
    }
}
