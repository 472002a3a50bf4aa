package dev.atrium.storage;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `LISTEN` on one connection. A notification is a hint that something changed, never the change:
/// after a lost connection every listener is told once with an empty payload, because what was
/// missed cannot be known.
public final class Notifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Database database;
    private final Map<String, Consumer<String>> listeners = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean open = true;

    private Notifications(Database database, Map<String, Consumer<String>> listeners) {
        this.database = database;
        this.listeners.putAll(listeners);
        this.thread = Thread.ofVirtual().name("notifications").unstarted(this::run);
    }

    /// @param listeners by channel; each is called with the payload, on the one listening thread
    public static Notifications listen(Database database, Map<String, Consumer<String>> listeners) {
        Notifications notifications = new Notifications(database, listeners);
        notifications.thread.start();
        return notifications;
    }

    /// Sends when `tx` commits, and not at all when it does not.
    public static void notify(Tx tx, String channel, String payload) {
        tx.sql()
                .createQuery("select 1 from (select pg_notify(:channel, :payload)) sent")
                .bind("channel", channel)
                .bind("payload", payload)
                .mapTo(Integer.class)
                .one();
    }

    private void run() {
        while (open) {
            try (Handle handle = database.session()) {
                for (String channel : listeners.keySet()) {
                    handle.execute("listen \"" + channel + "\"");
                }
                listeners.values().forEach(listener -> listener.accept(""));
                receive(handle);
            } catch (Exception lost) {
                if (open) {
                    LOG.debug("the notification connection was lost and is opened again", lost);
                    pause();
                }
            }
        }
    }

    private void receive(Handle handle) throws Exception {
        while (open) {
            PGNotification[] received = Database.postgres(handle).getNotifications(10_000);
            if (received == null) {
                continue;
            }
            for (PGNotification notification : received) {
                Consumer<String> listener = listeners.get(notification.getName());
                if (listener != null) {
                    listener.accept(notification.getParameter());
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        open = false;
        thread.interrupt();
    }
}
