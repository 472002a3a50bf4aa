package dev.atrium.http.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "198.18.0.1",
                "192.0.0.8",
                "224.0.0.1",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "fd00::1",
                "ff02::1",
                "2002:0a00:0001::1",
                "64:ff9b::7f00:1",
                "::ffff:127.0.0.1"
            })
    void keeps_tenants_away_from(String address) throws Exception {
        assertThat(AddressPolicy.TENANT.permits(InetAddress.getAllByName(address)[0])).isFalse();
        assertThat(AddressPolicy.OPERATOR.permits(InetAddress.getAllByName(address)[0])).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"93.184.216.34", "2606:2800:220:1::1", "172.15.0.1", "100.128.0.1"})
    void lets_tenants_reach(String address) throws Exception {
        assertThat(AddressPolicy.TENANT.permits(InetAddress.getAllByName(address)[0])).isTrue();
    }

    @Test
    void refuses_before_anything_is_sent() {
        OutgoingHttp http =
                new OutgoingHttp(HttpClient.newHttpClient(), AddressPolicy.TENANT, Limits.STANDARD);

        assertThatThrownBy(() -> http.get(URI.create("http://localhost:1/x")))
                .isInstanceOf(OutgoingException.class)
                .hasMessage(
                        "localhost:1 is not a public address; the operator has to allow it first");
    }

    @Test
    void never_takes_a_client_that_follows_redirects() {
        HttpClient following =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

        assertThatThrownBy(
                        () -> new OutgoingHttp(following, AddressPolicy.OPERATOR, Limits.STANDARD))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
