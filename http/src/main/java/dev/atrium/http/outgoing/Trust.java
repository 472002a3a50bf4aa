package dev.atrium.http.outgoing;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// Whose certificates are believed.
public sealed interface Trust {
    /// The authorities of the Java installation.
    record Standard() implements Trust {}

    /// Those, and these.
    record Also(List<X509Certificate> authorities) implements Trust {}

    /// These alone.
    record Only(List<X509Certificate> authorities) implements Trust {}

    /// Anybody's: an operator's explicit wish, for test installations.
    record Anybody() implements Trust {}

    default SSLContext context() throws GeneralSecurityException {
        return context(new KeyManager[0]);
    }

    /// @param own what to show to servers that ask who is calling
    default SSLContext context(KeyManager[] own) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own, managers(), null);
        return context;
    }

    private TrustManager[] managers() throws GeneralSecurityException {
        return switch (this) {
            case Standard _ -> authorities(known());
            case Also also -> {
                List<X509Certificate> all = new ArrayList<>(also.authorities());
                all.addAll(known());
                yield authorities(all);
            }
            case Only only -> authorities(only.authorities());
            case Anybody _ -> new TrustManager[] {new Unchecked()};
        };
    }

    private static List<X509Certificate> known() throws GeneralSecurityException {
        List<X509Certificate> all = new ArrayList<>();
        for (TrustManager manager : factory(null).getTrustManagers()) {
            if (manager instanceof X509TrustManager authorities) {
                all.addAll(Arrays.asList(authorities.getAcceptedIssuers()));
            }
        }
        return all;
    }

    private static TrustManager[] authorities(List<X509Certificate> all)
            throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int index = 0; index < all.size(); index++) {
                store.setCertificateEntry(Integer.toString(index), all.get(index));
            }
            return factory(store).getTrustManagers();
        } catch (java.io.IOException failure) {
            throw new GeneralSecurityException("an empty key store cannot be made", failure);
        }
    }

    private static TrustManagerFactory factory(@org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    /// An extended manager, because only then does the JDK leave the host name unchecked too.
    final class Unchecked extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
