package dev.atrium.server.program;

import java.util.concurrent.CountDownLatch;

/// Waits for SIGINT or SIGTERM and lets the caller close what it opened before the process ends.
public final class Stop {
    private Stop() {}

    /// @return the exit code of an orderly stop
    public static int await() {
        CountDownLatch asked = new CountDownLatch(1);
        Thread waiting = Thread.currentThread();
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("stop")
                                .unstarted(
                                        () -> {
                                            asked.countDown();
                                            join(waiting);
                                        }));
        try {
            asked.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private static void join(Thread waiting) {
        try {
            waiting.join(30_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
