package dev.atrium.http.outgoing;

import java.net.http.HttpClient;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One client for many callers, made when the first of them asks for it: making it reads every
/// authority that the Java installation trusts, which is a twelfth of a start.
public final class SharedClient implements Supplier<HttpClient> {
    private final ReentrantLock making = new ReentrantLock();
    private final Supplier<HttpClient> maker;
    private volatile @Nullable HttpClient made;

    public SharedClient(Supplier<HttpClient> maker) {
        this.maker = maker;
    }

    @Override
    public HttpClient get() {
        HttpClient client = made;
        return client == null ? make() : client;
    }

    private HttpClient make() {
        making.lock();
        try {
            HttpClient client = made;
            if (client == null) {
                client = maker.get();
                made = client;
            }
            return client;
        } finally {
            making.unlock();
        }
    }
}
