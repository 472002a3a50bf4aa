package dev.atrium.oidc.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Migrations;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.class)
class KeyRingTest {
    private static final String ISSUER = "https://issuer.example.com";
    private static final Duration PERIOD = Duration.ofHours(6);
    private static final Duration LIFETIME = Duration.ofHours(24);

    private final FakeClock clock = FakeClock.atNoon();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @BeforeEach
    void migrate(Database database) {
        new Migrations(database, "issuer", "db/oidc").up();
    }

    @Test
    void publishes_the_next_key_before_it_signs(Database database) {
        KeyRing ring = loaded(database);
        ring.maintain();
        List<String> before = published(ring);
        String signedFirst = ring.signing().kid();

        clock.advance(PERIOD);

        assertThat(before).hasSize(2).startsWith(signedFirst);
        assertThat(ring.signing().kid()).isNotEqualTo(signedFirst).isIn(before);
    }

    @Test
    void lets_two_replicas_change_over_together_and_read_each_others_tokens(Database database) {
        KeyRing one = loaded(database);
        KeyRing two = loaded(database);
        one.maintain();
        two.maintain();
        List<String> tokens = new ArrayList<>();
        for (int step = 0; step < 12; step++) {
            KeyRing signing = step % 2 == 0 ? one : two;
            KeyRing reading = step % 2 == 0 ? two : one;
            assertThat(one.signing().kid()).isEqualTo(two.signing().kid());
            String token = token(signing);
            tokens.add(token);
            assertThat(verifier(reading).signed(token)).isPresent();
            clock.advance(Duration.ofHours(2));
            signing.maintain();
            reading.maintain();
        }

        assertThat(tokens.subList(2, 12))
                .as("tokens of the last day are still recognised after several rotations")
                .allMatch(token -> verifier(one).signed(token).isPresent());
    }

    @Test
    void forgets_a_key_when_all_that_it_signed_has_expired(Database database) {
        KeyRing ring = loaded(database);
        String first = ring.signing().kid();
        String token = token(ring);
        for (int step = 0; step < 6; step++) {
            clock.advance(PERIOD);
            ring.maintain();
        }

        assertThat(published(ring)).doesNotContain(first);
        assertThat(verifier(ring).signed(token)).isEmpty();
    }

    @Test
    void publishes_a_key_long_enough_even_after_a_long_sleep(Database database) {
        KeyRing ring = loaded(database);
        ring.maintain();
        clock.advance(Duration.ofDays(30));
        ring.maintain();

        assertThat(published(ring)).hasSize(2);
        SigningKey next = ring.loaded().getFirst();
        assertThat(next.signsFrom()).isAfterOrEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void makes_one_first_key_although_replicas_start_at_once(Database database) throws Exception {
        List<Thread> starts = new ArrayList<>();
        for (int replica = 0; replica < 4; replica++) {
            starts.add(Thread.ofVirtual().start(() -> loaded(database)));
        }
        for (Thread start : starts) {
            start.join();
        }

        KeyRing late = loaded(database);
        assertThat(published(late)).hasSizeBetween(1, 2);
        assertThat(late.signing().signsFrom()).isEqualTo(clock.instant());
    }

    @Test
    void keeps_the_private_key_sealed(Database database) {
        loaded(database);

        byte[] stored =
                database.in("issuer")
                        .read(
                                tx ->
                                        tx.sql()
                                                .createQuery(
                                                        "select sealed_private_key from <schema>.signing_keys limit 1")
                                                .mapTo(byte[].class)
                                                .one());
        assertThat(stored[0]).as("the version of a sealed value").isEqualTo((byte) 1);
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .as("no DER of an RSA key")
                .doesNotContain("*\u0086H\u0086\u00f7");
    }

    @Test
    void refuses_a_token_that_was_changed_or_is_another_issuers(Database database) {
        KeyRing ring = loaded(database);
        String token = token(ring);
        String[] parts = token.split("\\.", -1);

        assertThat(verifier(ring).current(token)).isPresent();
        assertThat(verifier(ring).signed(token + "A")).isEmpty();
        assertThat(verifier(ring).signed(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(verifier(ring).signed("eyJhbGciOiJub25lIn0." + parts[1] + ".")).isEmpty();
        assertThat(new JwtVerifier(ring, "https://other.example.com", clock).signed(token))
                .isEmpty();
        clock.advance(LIFETIME);
        assertThat(verifier(ring).current(token)).isEmpty();
        assertThat(verifier(ring).signed(token)).isPresent();
    }

    @Test
    void writes_exactly_two_header_members_and_counts_signatures(Database database) {
        KeyRing ring = loaded(database);
        String token = token(ring);

        String header =
                new String(
                        java.util.Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(header).matches("\\{\"alg\":\"RS256\",\"kid\":\"[0-9a-f]{40}\"}");
        assertThat(meters.counter("atrium.oidc.signatures", "role", "test").count()).isEqualTo(1);
    }

    private KeyRing loaded(Database database) {
        KeyRing ring =
                new KeyRing(
                        database.in("issuer"),
                        MasterKey.of(Secret.of("master"), new SecureRandom()),
                        ISSUER,
                        KeyRing.Rotation.of(PERIOD, LIFETIME),
                        clock,
                        new RandomIds(new SecureRandom(), clock));
        ring.load();
        return ring;
    }

    private String token(KeyRing ring) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("exp", clock.instant().plus(LIFETIME).getEpochSecond());
        return new JwtSigner(ring, Optional.empty(), "test", meters).sign(claims);
    }

    private JwtVerifier verifier(KeyRing ring) {
        return new JwtVerifier(ring, ISSUER, clock);
    }

    private static List<String> published(KeyRing ring) {
        return ring.published().stream().map(PublishedKey::kid).toList();
    }
}
