package dev.atrium.server.program;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.settings.Flags;
import dev.atrium.membership.settings.SettingsBinder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnreachableDatabaseTest {
    @Test
    void is_one_sentence_that_says_where_and_why() {
        MembershipSettings settings =
                new SettingsBinder(
                                Map.of(
                                        "POSTGRES_URI",
                                        "postgresql://somebody:hidden@127.0.0.1:1/atrium"))
                        .bind(Flags.serve(), Map.of());

        assertThatThrownBy(() -> new Membership(Map.of()).migrations(settings))
                .isInstanceOf(Problem.Unavailable.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageContaining("refused")
                .message()
                .doesNotContain("hidden", "\n");
    }
}
