package dev.atrium.connectors.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.Database;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
class LocalConnectorTest {
    private static final Asked PLAIN = new Asked(false, false);
    private static final Asked GROUPS = new Asked(true, true);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Secret HASH =
            Secret.of("$2a$10$2rFB8JTyFYdDyl735vRyBOhswSx6hOQnfbj4A0PxdE7bWssKyUEee");

    private StoredPasswords stored;

    @BeforeEach
    void migrate(Database database) {
        new Migrations(database, "passwords_test", PasswordStore.MIGRATIONS).up();
        stored =
                new StoredPasswords(
                        database.in("passwords_test"), new PasswordStore(), FakeClock.atNoon());
    }

    private static LocalUser jane(String email, Secret hash) {
        return new LocalUser(
                email, hash, "jane-1", "jane", "Jane Doe", Optional.of("jd"), true, List.of("dev"));
    }

    private LocalConnector with(LocalUser... declared) {
        return new LocalConnector(List.of(declared), stored, 11, RANDOM);
    }

    @Test
    void knows_a_declared_person_by_the_address_in_any_case() throws UpstreamException {
        LocalConnector connector = with(jane("Jane@example.com", HASH));

        Identity identity =
                connector.login(PLAIN, "jANE@example.com", "password").orElseThrow().identity();

        assertThat(identity)
                .isEqualTo(
                        new Identity(
                                "jane-1",
                                "Jane Doe",
                                Optional.of("jd"),
                                Optional.of("Jane@example.com"),
                                true,
                                List.of("dev")));
    }

    @Test
    void refuses_wrong_empty_and_unknown_alike() throws UpstreamException {
        LocalConnector connector = with(jane("jane@example.com", HASH));

        assertThat(connector.login(PLAIN, "jane@example.com", "Password")).isEmpty();
        assertThat(connector.login(PLAIN, "jane@example.com", "")).isEmpty();
        assertThat(connector.login(PLAIN, "nobody@example.com", "password")).isEmpty();
    }

    @Test
    void cannot_use_a_hash_that_is_too_cheap() {
        Secret cheap = Secret.of("$2a$04$8RWo88qXCjkteDm6UA.EA.YzEYVzF7XJk/moKGOZItpF6WSfcfqsm");

        assertThatThrownBy(
                        () ->
                                with(jane("jane@example.com", cheap))
                                        .login(PLAIN, "jane@example.com", "password"))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("cost 4")
                .hasMessageNotContaining("$2a");
    }

    @Test
    void declared_people_hide_stored_ones() throws UpstreamException {
        Secret other = BcryptHash.create(10, "other", RANDOM);
        assertThat(stored.create(jane("jane@example.com", other))).isTrue();
        assertThat(stored.create(jane("jane@example.com", other))).isFalse();

        assertThat(with().login(PLAIN, "Jane@example.com", "other")).isPresent();
        assertThat(with(jane("jane@example.com", HASH)).login(PLAIN, "jane@example.com", "other"))
                .isEmpty();
    }

    @Test
    void raises_the_cost_of_a_stored_hash_when_its_owner_logs_in() throws UpstreamException {
        stored.create(jane("jane@example.com", HASH));

        assertThat(with().login(PLAIN, "jane@example.com", "password")).isPresent();

        Secret raised = stored.find("jane@example.com").orElseThrow().hash();
        assertThat(BcryptHash.parse(raised).cost()).isEqualTo(11);
        assertThat(with().login(PLAIN, "jane@example.com", "password")).isPresent();
    }

    @Test
    void reads_the_person_again_at_a_refresh() throws UpstreamException {
        stored.create(jane("jane@example.com", HASH));
        Identity before =
                with().login(GROUPS, "jane@example.com", "password").orElseThrow().identity();

        assertThat(with().refresh(GROUPS, before, new byte[0]).identity()).isEqualTo(before);

        stored.delete("jane@example.com");
        assertThatThrownBy(() -> with().refresh(GROUPS, before, new byte[0]))
                .isInstanceOf(UpstreamException.class)
                .hasMessageContaining("jane-1");
    }

    @Test
    void reads_every_spelling_of_bcrypt() {
        for (String variant : List.of("$2$", "$2a$", "$2b$", "$2y$")) {
            Secret hash = Secret.of(HASH.reveal().replace("$2a$", variant));
            assertThat(BcryptHash.parse(hash).matches("password")).isTrue();
        }
    }

    @Test
    void counts_the_first_72_bytes_of_a_password() {
        BcryptHash hash = BcryptHash.parse(BcryptHash.create(10, "x".repeat(72), RANDOM));

        assertThat(hash.matches("x".repeat(80))).isTrue();
        assertThat(hash.matches("x".repeat(71))).isFalse();
        assertThatThrownBy(() -> BcryptHash.create(10, "x".repeat(73), RANDOM))
                .hasMessageContaining("72 bytes");
    }

    @Test
    void compares_the_password_of_somebody_unknown_with_a_hash_like_any_other() {
        BcryptHash nobody = BcryptHash.ofNobody(12, RANDOM);

        assertThat(nobody.cost()).isEqualTo(12);
        assertThat(BcryptHash.ofNobody(10, RANDOM).matches("password")).isFalse();
        assertThat(BcryptHash.ofNobody(10, RANDOM).matches("")).isFalse();
    }
}
