package dev.atrium.server.program;

import java.util.concurrent.CountDownLatch;

/// Waits for SIGINT or SIGTERM and lets the caller close what it opened before the process ends.
public final class Stop {
    /// How a process ends that SIGTERM stopped: 128 and the signal's number.
    public static final int STOPPED = 143;

    private Stop() {}

    /// @return [#STOPPED] when a signal came
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
            return STOPPED;
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
