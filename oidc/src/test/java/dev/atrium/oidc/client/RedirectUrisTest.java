package dev.atrium.oidc.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectUrisTest {
    private final RedirectUris uris = new RedirectUris(true, "/dex/device/callback");
    private final Client program = Client.publicClient("cli", "Command Line", List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:ietf:wg:oauth:2.0:oob",
                "http://localhost",
                "http://localhost:8123/a/b?c=d",
                "HTTP://localhost/",
                "http://localhost/a%20b?c=%zz",
                "http://localhost?c=d",
                "http://127.0.0.1:8123/",
                "http://127.8.9.10/",
                "http://[::1]:80/",
                "http://user@localhost/"
            })
    void lets_programs_without_a_list_use_loopback(String uri) {
        assertThat(uris.accept(program, uri)).contains(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://localhost/",
                "http://LOCALHOST/",
                "http://localhost./",
                "http://localhost.example.com/",
                "http://example.com/",
                "http://example.com/@localhost/",
                "http://example.com#@localhost/",
                "http://localhost\\@example.com/",
                "http://2130706433/",
                "http://127.0.0.256/",
                "http://[::1]/",
                "http://[::2]:80/",
                "http://localhost:80 80/",
                "http://localhost/%zz",
                "http://localhost/a%4",
                "myapp://callback",
                "javascript:alert(1)",
                "/dex/device/callback"
            })
    void refuses_everything_else(String uri) {
        assertThat(uris.accept(program, uri)).isEmpty();
    }

    @Test
    void compares_a_registered_uri_byte_by_byte() {
        Client web =
                Client.confidential(
                        "web",
                        "Web",
                        new ClientSecret.Plain(Secret.of("s")),
                        List.of("http://127.0.0.1:5555/callback"));

        assertThat(uris.accept(web, "http://127.0.0.1:5555/callback")).isPresent();
        assertThat(uris.accept(web, "http://127.0.0.1:5555/callback/")).isEmpty();
        assertThat(uris.accept(web, "http://127.0.0.1:5555/%63allback")).isEmpty();
        assertThat(uris.accept(web, "http://127.0.0.1:5555/callback#x")).isEmpty();
        assertThat(uris.accept(web, "http://localhost:5555/callback")).isEmpty();
    }

    @Test
    void gives_a_public_client_with_a_list_no_other_uri() {
        Client listed = Client.publicClient("spa", "Spa", List.of("https://app.example.com/cb"));

        assertThat(uris.accept(listed, "https://app.example.com/cb")).isPresent();
        assertThat(uris.accept(listed, "http://localhost/")).isEmpty();
        assertThat(uris.accept(listed, RedirectUris.OUT_OF_BAND)).isEmpty();
    }

    @Test
    void ends_the_device_flow_below_the_issuer_however_the_client_spelled_it() {
        Client bare = Client.publicClient("tv", "Tv", List.of("/device/callback"));
        Client full = Client.publicClient("tv", "Tv", List.of("/dex/device/callback"));

        assertThat(uris.accept(program, "/device/callback")).contains("/dex/device/callback");
        assertThat(uris.deviceCallbackOf(program)).isEqualTo("/device/callback");
        assertThat(uris.deviceCallbackOf(bare)).isEqualTo("/device/callback");
        assertThat(uris.accept(bare, "/device/callback")).contains("/dex/device/callback");
        assertThat(uris.deviceCallbackOf(full)).isEqualTo("/dex/device/callback");
    }
}
