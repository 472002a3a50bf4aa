package dev.atrium.connectors.ldap;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.PostConnectProcessor;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/// Connections to one directory. Those that search stay bound as the service; passwords are checked
/// on connections of their own, so that no search ever runs with a person's rights.
final class Directory {
    /// Some directories refuse more.
    private static final int PAGE = 100;
    private static final int MOST_ENTRIES = 50_000;
    private static final long CONNECTION_AGE_MILLIS = 10 * 60 * 1_000L;

    private final LdapSettings settings;
    private final Pool searching;
    private final Pool checking;

    Directory(LdapSettings settings) {
        this.settings = settings;
        LdapSettings.Service service = settings.service();
        this.searching =
                new Pool(
                        settings.place(),
                        service.isAnonymous()
                                ? null
                                : new SimpleBindRequest(service.dn(), service.password().reveal()));
        this.checking = new Pool(settings.place(), null);
    }

    /// Whether the password is that of the entry.
    boolean accepts(String dn, String password) throws UpstreamException {
        try {
            checking.run(connection -> connection.bind(dn, password));
            return true;
        } catch (LDAPException refused) {
            ResultCode code = refused.getResultCode();
            // The second is how some directories answer for an account that is locked.
            if (code.equals(ResultCode.INVALID_CREDENTIALS)
                    || code.equals(ResultCode.CONSTRAINT_VIOLATION)) {
                return false;
            }
            throw failed("failed to bind as dn \"" + dn + "\"", refused);
        }
    }

    /// The only entry, none if there is none.
    ///
    /// @throws UpstreamException when there are several
    Optional<Entry> one(LdapSettings.Search search, Filter filter, List<String> attributes)
            throws UpstreamException {
        SearchRequest request = request(search, filter, attributes);
        request.setSizeLimit(2);
        List<? extends Entry> found;
        try {
            found = entries(searching.run(connection -> connection.search(request)));
        } catch (LDAPException failure) {
            if (!failure.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                throw failed("search with filter \"" + filter + "\" failed", failure);
            }
            throw several(filter);
        }
        if (found.size() > 1) {
            throw several(filter);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
    }

    /// Every entry, in pages, since directories limit how many they give at once. None where the
    /// base does not exist.
    List<Entry> all(LdapSettings.Search search, Filter filter, List<String> attributes)
            throws UpstreamException {
        SearchRequest request = request(search, filter, attributes);
        try {
            return searching.run(connection -> pages(connection, request));
        } catch (LDAPException failure) {
            if (failure.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return List.of();
            }
            throw failed("search with filter \"" + filter + "\" failed", failure);
        }
    }

    private static List<Entry> pages(LDAPConnection connection, SearchRequest request)
            throws LDAPException {
        List<Entry> all = new ArrayList<>();
        @Nullable ASN1OctetString cookie = null;
        do {
            // Not critical: a directory that knows no pages ignores it.
            request.setControls(new SimplePagedResultsControl(PAGE, cookie, false));
            SearchResult result = connection.search(request);
            all.addAll(entries(result));
            SimplePagedResultsControl more = SimplePagedResultsControl.get(result);
            cookie = more != null && more.moreResultsToReturn() ? more.getCookie() : null;
        } while (cookie != null && all.size() < MOST_ENTRIES);
        return all;
    }

    private static List<? extends Entry> entries(SearchResult result) {
        return Objects.requireNonNullElse(result.getSearchEntries(), List.of());
    }

    private SearchRequest request(
            LdapSettings.Search search, Filter filter, List<String> attributes)
            throws UpstreamException {
        SearchRequest request =
                new SearchRequest(
                        search.base(),
                        search.oneLevel() ? SearchScope.ONE : SearchScope.SUB,
                        filter,
                        attributes.toArray(String[]::new));
        request.setTimeLimitSeconds(
                Math.toIntExact(Math.max(1, settings.place().patience().toSeconds())));
        return request;
    }

    private static UpstreamException several(Filter filter) {
        return new UpstreamException(
                Kind.REFUSED, "ldap: filter \"" + filter + "\" returned multiple results");
    }

    private UpstreamException failed(String what, LDAPException failure) {
        boolean usable = failure.getResultCode().isConnectionUsable();
        return new UpstreamException(
                usable ? Kind.REFUSED : Kind.UNAVAILABLE,
                "ldap: "
                        + settings.place().host()
                        + ": "
                        + what
                        + ": "
                        + failure.getResultCode()
                        + " "
                        + failure.getExceptionMessage(),
                failure);
    }

    /// Connections that are made when they are needed.
    private static final class Pool {
        private final LdapSettings.Place place;
        private final @Nullable BindRequest bind;
        private final java.util.concurrent.locks.ReentrantLock making =
                new java.util.concurrent.locks.ReentrantLock();
        private volatile @Nullable LDAPConnectionPool pool;

        Pool(LdapSettings.Place place, @Nullable BindRequest bind) {
            this.place = place;
            this.bind = bind;
        }

        @FunctionalInterface
        interface Operation<T> {
            T on(LDAPConnection connection) throws LDAPException;
        }

        /// Runs an operation, once more on a new connection where the one that was kept has broken
        /// in the meantime.
        <T> T run(Operation<T> operation) throws LDAPException {
            LDAPConnectionPool connections = connections();
            LDAPConnection connection = connections.getConnection();
            try {
                T result = operation.on(connection);
                connections.releaseConnection(connection);
                return result;
            } catch (LDAPException failure) {
                if (failure.getResultCode().isConnectionUsable()) {
                    connections.releaseConnection(connection);
                    throw failure;
                }
                if (failure.getResultCode().equals(ResultCode.TIMEOUT)) {
                    connections.releaseDefunctConnection(connection);
                    throw failure;
                }
                LDAPConnection fresh = connections.replaceDefunctConnection(connection);
                return again(connections, fresh, operation);
            }
        }

        private static <T> T again(
                LDAPConnectionPool connections, LDAPConnection fresh, Operation<T> operation)
                throws LDAPException {
            try {
                T result = operation.on(fresh);
                connections.releaseConnection(fresh);
                return result;
            } catch (LDAPException failure) {
                connections.releaseConnectionAfterException(fresh, failure);
                throw failure;
            }
        }

        private LDAPConnectionPool connections() throws LDAPException {
            LDAPConnectionPool made = pool;
            if (made != null) {
                return made;
            }
            making.lock();
            try {
                LDAPConnectionPool now = pool;
                if (now == null) {
                    now = new LDAPConnectionPool(servers(), bind, 0, place.connections());
                    now.setCreateIfNecessary(false);
                    now.setMaxWaitTimeMillis(place.patience().toMillis());
                    now.setMaxConnectionAgeMillis(CONNECTION_AGE_MILLIS);
                    pool = now;
                }
                return now;
            } finally {
                making.unlock();
            }
        }

        private SingleServerSet servers() {
            @Nullable SocketFactory sockets = null;
            @Nullable PostConnectProcessor after = null;
            switch (place.security()) {
                case LdapSettings.Security.Plain _ -> {}
                case LdapSettings.Security.StartTls tls ->
                        after = new StartTLSPostConnectProcessor(tls.context());
                case LdapSettings.Security.Tls tls -> sockets = tls.context().getSocketFactory();
            }
            return new SingleServerSet(place.host(), place.port(), sockets, options(), null, after);
        }

        private LDAPConnectionOptions options() {
            LDAPConnectionOptions options = new LDAPConnectionOptions();
            int millis = Math.toIntExact(place.patience().toMillis());
            options.setConnectTimeoutMillis(millis);
            options.setResponseTimeoutMillis(millis);
            // Without it the library keeps a platform thread for each connection.
            options.setUseSynchronousMode(true);
            boolean checksName =
                    switch (place.security()) {
                        case LdapSettings.Security.Plain _ -> false;
                        case LdapSettings.Security.StartTls tls -> tls.checksName();
                        case LdapSettings.Security.Tls tls -> tls.checksName();
                    };
            if (checksName) {
                options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
            }
            return options;
        }
    }
}
