package dev.atrium.server.up;

import dev.atrium.storage.embedded.FreePort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The ports of one instance: those of the documentation, each moved by the same offset.
record Ports(int offset) {
    int dex() {
        return 5556 + offset;
    }

    int telemetry() {
        return 5558 + offset;
    }

    int membership() {
        return 8080 + offset;
    }

    int grpc() {
        return 8082 + offset;
    }

    int portal() {
        return 3000 + offset;
    }

    int console() {
        return 3001 + offset;
    }

    int postgres() {
        return 15432 + offset;
    }

    /// One sentence for each port that something else listens on. PostgreSQL's is not looked at: a
    /// server of ours may still be there, and is then taken over.
    ///
    /// @param withDex whether Dex runs here, rather than another provider in its place
    List<String> taken(boolean withDex) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        if (withDex) {
            wanted.put("Dex", dex());
        }
        wanted.put("telemetry", telemetry());
        wanted.put("Membership", membership());
        wanted.put("gRPC", grpc());
        wanted.put("Portal", portal());
        wanted.put("Console", console());
        List<String> sentences = new ArrayList<>();
        wanted.forEach(
                (part, port) -> {
                    if (!FreePort.isFree(port)) {
                        sentences.add(
                                "port "
                                        + port
                                        + " ("
                                        + part
                                        + ") is taken. Stop what listens there, or move every port with --port-offset N.");
                    }
                });
        return sentences;
    }
}
