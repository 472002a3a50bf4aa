package dev.atrium.oidc.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtoPairTest {

    @ParameterizedTest
    @CsvSource({
        "foo, bar, CgNmb28SA2Jhcg",
        "2342749, github, CgcyMzQyNzQ5EgZnaXRodWI",
        "0-385-28089-0, mock, Cg0wLTM4NS0yODA4OS0wEgRtb2Nr",
        "08a8684b-db88-4b73-90a9-3cd1661f5466, local, CiQwOGE4Njg0Yi1kYjg4LTRiNzMtOTBhOS0zY2QxNjYxZjU0NjYSBWxvY2Fs",
        "Zoë, ldap, CgRab8OrEgRsZGFw",
        "'', local, EgVsb2NhbA",
        "example-app, '', CgtleGFtcGxlLWFwcA",
        "test, bar, CgR0ZXN0EgNiYXI"
    })
    void encodes_as_relying_parties_have_stored_it(String user, String connector, String encoded) {
        assertThat(new ProtoPair(user, connector).encode()).isEqualTo(encoded);
        assertThat(ProtoPair.decode(encoded)).contains(new ProtoPair(user, connector));
    }

    @Test
    void writes_long_lengths_in_two_bytes() {
        String encoded = new ProtoPair("x".repeat(130), "saml").encode();

        assertThat(encoded).startsWith("CoIBeHh4").endsWith("eBIEc2FtbA");
        assertThat(ProtoPair.decode(encoded)).contains(new ProtoPair("x".repeat(130), "saml"));
    }

    @ParameterizedTest
    @CsvSource({"???", "Cg", "CgRm", "GgNmb28", "Cv_____f"})
    void refuses_what_is_not_such_a_message(String text) {
        assertThat(ProtoPair.decode(text)).isEmpty();
    }
}
