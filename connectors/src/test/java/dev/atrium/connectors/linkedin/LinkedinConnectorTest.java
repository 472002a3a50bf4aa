package dev.atrium.connectors.linkedin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.codeflow.Simulated;
import dev.atrium.kernel.Secret;
import dev.atrium.testkit.FakeClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinkedinConnectorTest {
    private static final Asked OFFLINE = new Asked(true, true);

    private final FakeClock clock = FakeClock.atNoon();
    private final Simulated linkedin = new Simulated(clock);

    @AfterEach
    void stop() {
        linkedin.close();
    }

    private LinkedinConnector connector() {
        return new LinkedinConnector(
                Registration.of("client", Secret.of("secret")),
                new LinkedinConnector.Place(linkedin.base(), linkedin.base()),
                Simulated.http(),
                clock);
    }

    @Test
    void nobody_without_an_address_is_let_in() throws Exception {
        linkedin.on("POST /oauth/v2/accessToken", "{'access_token':'T'}")
                .on("GET /v2/me", "{'id':'li-1','localizedFirstName':'Jane'}");
        for (String answer :
                List.of(
                        "{}",
                        "{'elements':[]}",
                        "{'elements':[{'handle':'urn:li:emailAddress:1'}]}",
                        "{'elements':[{'handle~':{'emailAddress':''}}]}",
                        "{'elements':[{'handle~':{'emailAddress':'a@x.io'}},{'handle':'b'}]}")) {
            linkedin.on("GET /v2/emailAddress", answer);
            assertThatThrownBy(() -> linkedin.logIn(connector(), OFFLINE))
                    .as(answer)
                    .hasMessage("linkedin: the account has no e-mail address");
        }
    }

    @Test
    void of_several_addresses_the_last_one_counts() throws Exception {
        linkedin.on("POST /oauth/v2/accessToken", "{'access_token':'T'}")
                .on("GET /v2/me", "{'id':'li-1'}")
                .on(
                        "GET /v2/emailAddress",
                        "{'elements':[{'handle~':{'emailAddress':'a@x.io'}},"
                                + "{'handle~':{'emailAddress':'b@x.io'}}]}");
        Identity jane = linkedin.logIn(connector(), OFFLINE).identity();

        assertThat(jane.email()).contains("b@x.io");
        assertThat(jane.username()).isEqualTo("b@x.io");
    }

    @Test
    void asks_for_the_profile_and_the_address_and_again_at_a_refresh() throws Exception {
        linkedin.on("POST /oauth/v2/accessToken", "{'access_token':'T','expires_in':5184000}")
                .on(
                        "GET /v2/me",
                        "{'id':'li-1','localizedFirstName':'Jane','localizedLastName':'Doe'}")
                .on("GET /v2/emailAddress", "{'elements':[{'handle~':{'emailAddress':'j@x.io'}}]}");
        LinkedinConnector connector = connector();

        assertThat(connector.depart(OFFLINE, "c", "s").location())
                .contains("scope=r_liteprofile+r_emailaddress");
        Login login = linkedin.logIn(connector, OFFLINE);
        assertThat(login.identity())
                .isEqualTo(
                        new Identity(
                                "li-1",
                                "Jane Doe",
                                Optional.empty(),
                                Optional.of("j@x.io"),
                                true,
                                List.of()));
        assertThat(connector.refresh(OFFLINE, login.identity(), login.upstreamState()).identity())
                .isEqualTo(login.identity());
        linkedin.on("GET /v2/me", "{'id':'li-2'}");
        assertThatThrownBy(
                        () -> connector.refresh(OFFLINE, login.identity(), login.upstreamState()))
                .hasMessage("linkedin: the tokens are somebody else's");
    }
}
