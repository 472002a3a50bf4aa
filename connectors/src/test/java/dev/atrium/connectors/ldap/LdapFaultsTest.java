package dev.atrium.connectors.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSimpleBindRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import dev.atrium.connectors.Asked;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.embedded.FreePort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes wrong with directories.
class LdapFaultsTest {
    private static final Asked PLAIN = new Asked(false, false);

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger binds = new AtomicInteger();
    private final CountDownLatch answers = new CountDownLatch(1);
    private volatile ResultCode bindResult = ResultCode.SUCCESS;
    private volatile boolean hangs;
    private InMemoryDirectoryServer server;

    @BeforeEach
    void start() throws Exception {
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=x");
        config.setSchema(null);
        config.setListenerConfigs(InMemoryListenerConfig.createLDAPConfig("plain", 0));
        config.addInMemoryOperationInterceptor(
                new InMemoryOperationInterceptor() {
                    @Override
                    public void processSimpleBindRequest(
                            InMemoryInterceptedSimpleBindRequest request) throws LDAPException {
                        binds.incrementAndGet();
                        connections.accumulateAndGet(
                                Math.toIntExact(request.getConnectionID()) + 1, Math::max);
                        boolean person = request.getRequest().getBindDN().contains("jane");
                        if (person && !bindResult.equals(ResultCode.SUCCESS)) {
                            throw new LDAPException(bindResult);
                        }
                    }

                    @Override
                    public void processSearchRequest(InMemoryInterceptedSearchRequest request)
                            throws LDAPException {
                        if (hangs) {
                            try {
                                answers.await(30, TimeUnit.SECONDS);
                            } catch (InterruptedException interrupted) {
                                Thread.currentThread().interrupt();
                            }
                        }
                    }
                });
        server = new InMemoryDirectoryServer(config);
        server.startListening();
        server.add("dn: dc=x", "objectClass: domain", "dc: x");
        server.add("dn: cn=robot,dc=x", "objectClass: person", "cn: robot", "userPassword: r");
        server.add(
                "dn: cn=jane,dc=x",
                "objectClass: person",
                "cn: jane",
                "mail: j@x.io",
                "userPassword: secret");
    }

    @AfterEach
    void stop() {
        answers.countDown();
        server.shutDown(true);
    }

    private LdapConnector connector(int port) {
        return new LdapConnector(
                new LdapSettings(
                        new LdapSettings.Place(
                                "127.0.0.1",
                                port,
                                new LdapSettings.Security.Plain(),
                                2,
                                Duration.ofMillis(500)),
                        new LdapSettings.Service("cn=robot,dc=x", Secret.of("r")),
                        new LdapSettings.Users(
                                new LdapSettings.Search("dc=x", Optional.empty(), false),
                                List.of("cn"),
                                "cn",
                                "mail",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.empty(),
                        "Name"));
    }

    private LdapConnector connector() {
        return connector(server.getListenPort());
    }

    @Test
    void connections_are_kept_and_the_service_binds_once() throws Exception {
        LdapConnector connector = connector();
        for (int login = 0; login < 20; login++) {
            assertThat(connector.login(PLAIN, "jane", "secret")).isPresent();
        }

        assertThat(connections.get()).isLessThanOrEqualTo(2);
        assertThat(binds.get()).as("one of the service, and one for each login").isEqualTo(21);
    }

    @Test
    void a_locked_account_is_a_wrong_password() throws Exception {
        for (ResultCode code :
                List.of(ResultCode.INVALID_CREDENTIALS, ResultCode.CONSTRAINT_VIOLATION)) {
            bindResult = code;
            assertThat(connector().login(PLAIN, "jane", "secret")).as(code.toString()).isEmpty();
        }
    }

    @Test
    void any_other_refusal_of_the_bind_is_an_error() {
        bindResult = ResultCode.UNWILLING_TO_PERFORM;
        assertThatThrownBy(() -> connector().login(PLAIN, "jane", "secret"))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("failed to bind as dn \"cn=jane,dc=x\"");
    }

    @Test
    void connections_that_the_server_has_closed_are_made_again() throws Exception {
        LdapConnector connector = connector();
        assertThat(connector.login(PLAIN, "jane", "secret")).isPresent();
        server.closeAllConnections(false);

        assertThat(connector.login(PLAIN, "jane", "secret")).isPresent();
    }

    @Test
    void a_server_that_hangs_costs_a_deadline() {
        hangs = true;
        assertThatThrownBy(() -> connector().login(PLAIN, "jane", "secret"))
                .extracting(thrown -> ((UpstreamException) thrown).kind())
                .isEqualTo(UpstreamException.Kind.UNAVAILABLE);
    }

    @Test
    void a_server_that_is_not_there_is_unavailable_and_may_come_back() throws Exception {
        LdapConnector connector = connector(FreePort.choose());
        assertThatThrownBy(() -> connector.login(PLAIN, "jane", "secret"))
                .extracting(thrown -> ((UpstreamException) thrown).kind())
                .isEqualTo(UpstreamException.Kind.UNAVAILABLE);
    }
}
