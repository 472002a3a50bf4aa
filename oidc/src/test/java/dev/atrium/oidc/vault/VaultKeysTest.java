package dev.atrium.oidc.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.atrium.http.outgoing.AddressPolicy;
import dev.atrium.http.outgoing.Limits;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Secret;
import dev.atrium.oidc.keys.JwtSigner;
import dev.atrium.oidc.keys.JwtVerifier;
import dev.atrium.oidc.keys.KeySet;
import dev.atrium.oidc.keys.SignerUnavailable;
import dev.atrium.testkit.FakeClock;
import dev.atrium.testkit.vault.TransitEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultKeysTest {
    private static final String ISSUER = "https://issuer.example.com";

    private final FakeClock clock = FakeClock.atNoon();

    @ParameterizedTest
    @CsvSource({
        "rsa-2048, RS256, SHA-256",
        "rsa-3072, RS256, SHA-256",
        "ecdsa-p256, ES256, SHA-256",
        "ecdsa-p384, ES384, SHA-384",
        "ecdsa-p521, ES512, SHA-512",
        "ed25519, EdDSA, SHA-512",
    })
    void signs_with_every_type_of_key(String type, String algorithm, String hash) throws Exception {
        try (TransitEngine vault = new TransitEngine(type, clock);
                VaultKeys keys = keys(vault)) {
            String token = signer(keys).sign(Map.of("iss", ISSUER, "sub", "jane"));

            JWSObject jws = JWSObject.parse(token);
            JWK key = published(keys).getKeyByKeyId(jws.getHeader().getKeyID());
            assertThat(jws.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
            assertThat(key.getAlgorithm().getName()).isEqualTo(algorithm);
            assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
            assertThat(verified(jws, key)).isTrue();
            assertThat(new JwtVerifier(keys, ISSUER, clock).signed(token)).isPresent();
            assertThat(new JwtVerifier(keys, ISSUER, clock).signed(altered(token))).isEmpty();
            byte[] whole =
                    java.security.MessageDigest.getInstance(hash)
                            .digest("code".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(signer(keys).leftHalf("code"))
                    .isEqualTo(
                            java.util.Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(
                                            java.util.Arrays.copyOf(whole, whole.length / 2)));
        }
    }

    @Test
    void publishes_a_new_version_a_quarter_of_an_hour_before_it_signs() throws Exception {
        try (TransitEngine vault = new TransitEngine("ecdsa-p256", clock);
                VaultKeys keys = keys(vault)) {
            JwtSigner signer = signer(keys);
            String first = kid(signer);
            clock.advance(Duration.ofDays(1));
            vault.rotate();
            clock.advance(Duration.ofMinutes(1));

            assertThat(keys.published()).hasSize(2);
            assertThat(kid(signer)).isEqualTo(first);

            clock.advance(Duration.ofMinutes(15));

            assertThat(kid(signer)).isNotEqualTo(first);
            assertThat(keys.published()).hasSize(2);
            assertThat(keys.published().getFirst().kid()).isEqualTo(kid(signer));
        }
    }

    @Test
    void changes_over_at_once_when_an_old_version_may_not_sign_any_more() throws Exception {
        try (TransitEngine vault = new TransitEngine("ecdsa-p256", clock);
                VaultKeys keys = keys(vault)) {
            JwtSigner signer = signer(keys);
            String first = kid(signer);
            vault.rotate();
            vault.signsFrom(2);

            assertThat(kid(signer)).isNotEqualTo(first);
        }
    }

    @Test
    void looks_for_a_version_that_it_has_not_seen() throws Exception {
        try (TransitEngine vault = new TransitEngine("ecdsa-p256", clock);
                VaultKeys late = keys(vault)) {
            late.published();
            vault.rotate();
            vault.signsFrom(2);
            clock.advance(Duration.ofSeconds(6));
            try (VaultKeys other = keys(vault)) {
                String token = signer(other).sign(Map.of("iss", ISSUER));

                assertThat(new JwtVerifier(late, ISSUER, clock).signed(token)).isPresent();
            }
        }
    }

    @Test
    void asks_for_the_key_seldom_and_for_each_signature_once() throws Exception {
        try (TransitEngine vault = new TransitEngine("ecdsa-p256", clock);
                VaultKeys keys = keys(vault)) {
            JwtSigner signer = signer(keys);
            for (int token = 0; token < 10; token++) {
                signer.sign(Map.of("iss", ISSUER));
                keys.published();
            }

            assertThat(vault.calls("transit/keys/dex")).isEqualTo(1);
            assertThat(vault.calls("transit/sign/dex")).isEqualTo(10);
        }
    }

    @Test
    void still_publishes_and_verifies_while_the_vault_is_sealed() throws Exception {
        try (TransitEngine vault = new TransitEngine("rsa-2048", clock);
                VaultKeys keys = keys(vault)) {
            JwtSigner signer = signer(keys);
            String token = signer.sign(Map.of("iss", ISSUER));
            vault.seal(true);
            clock.advance(Duration.ofMinutes(10));

            assertThat(keys.published()).hasSize(1);
            assertThat(new JwtVerifier(keys, ISSUER, clock).signed(token)).isPresent();
            assertThatThrownBy(() -> signer.sign(Map.of("iss", ISSUER)))
                    .isInstanceOf(SignerUnavailable.class)
                    .hasMessageContaining("503")
                    .hasMessageNotContaining(TransitEngine.TOKEN);

            vault.seal(false);
            assertThat(signer.sign(Map.of("iss", ISSUER))).isNotEmpty();
        }
    }

    @Test
    void says_without_the_token_that_it_is_not_accepted() {
        try (TransitEngine vault = new TransitEngine("ecdsa-p256", clock);
                VaultKeys keys = keys(vault, "hvs.wrong")) {
            assertThatThrownBy(keys::published)
                    .isInstanceOf(SignerUnavailable.class)
                    .hasMessage("transit/keys/dex answered 403: permission denied");
        }
    }

    @Test
    void renews_its_token_when_half_of_its_time_is_over() {
        try (TransitEngine vault = new TransitEngine("ecdsa-p256", clock);
                VaultKeys keys = keys(vault)) {
            vault.tokenLives(3600);
            keys.maintain();
            keys.maintain();
            assertThat(vault.calls("auth/token/renew-self")).isEqualTo(1);

            clock.advance(Duration.ofMinutes(31));
            keys.maintain();

            assertThat(vault.calls("auth/token/renew-self")).isEqualTo(2);
            assertThat(vault.calls("auth/token/lookup-self")).isEqualTo(1);
        }
    }

    @Test
    void leaves_a_token_alone_that_never_ends() {
        try (TransitEngine vault = new TransitEngine("ecdsa-p256", clock);
                VaultKeys keys = keys(vault)) {
            keys.maintain();
            clock.advance(Duration.ofDays(400));
            keys.maintain();

            assertThat(vault.calls("auth/token/lookup-self")).isEqualTo(1);
            assertThat(vault.calls("auth/token/renew-self")).isZero();
        }
    }

    private VaultKeys keys(TransitEngine vault) {
        return keys(vault, TransitEngine.TOKEN);
    }

    private VaultKeys keys(TransitEngine vault, String token) {
        return new VaultKeys(
                new VaultSettings(
                        URI.create(vault.address()),
                        Optional.of(Secret.of(token)),
                        Optional.empty(),
                        TransitEngine.KEY),
                new OutgoingHttp(
                        HttpClient.newHttpClient(),
                        AddressPolicy.OPERATOR,
                        new Limits(Duration.ofSeconds(30), 1 << 20)),
                clock);
    }

    private static JwtSigner signer(VaultKeys keys) {
        return new JwtSigner(keys, "test", new SimpleMeterRegistry());
    }

    private static String kid(JwtSigner signer) throws Exception {
        return JWSObject.parse(signer.sign(Map.of("iss", ISSUER))).getHeader().getKeyID();
    }

    private static JWKSet published(VaultKeys keys) throws Exception {
        return JWKSet.parse(Json.write(new KeySet(keys).members()));
    }

    private static String altered(String token) {
        List<String> parts = List.of(token.split("\\.", -1));
        char first = parts.get(2).charAt(0);
        return parts.get(0)
                + "."
                + parts.get(1)
                + "."
                + (first == 'A' ? 'B' : 'A')
                + parts.get(2).substring(1);
    }

    private static boolean verified(JWSObject jws, JWK key) throws Exception {
        return switch (key) {
            case RSAKey rsa -> jws.verify(new RSASSAVerifier(rsa));
            case ECKey ec -> jws.verify(new ECDSAVerifier(ec));
            default -> verifiedEd25519(jws, key);
        };
    }

    /// From the bytes of RFC 8032 section 5.1.2: little-endian, the sign of x in the highest bit.
    private static boolean verifiedEd25519(JWSObject jws, JWK key) throws Exception {
        byte[] raw = key.toOctetKeyPair().getX().decode();
        byte[] bigEndian = new byte[raw.length];
        for (int index = 0; index < raw.length; index++) {
            bigEndian[raw.length - 1 - index] = raw[index];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7f;
        EdECPublicKey decoded =
                (EdECPublicKey)
                        KeyFactory.getInstance("EdDSA")
                                .generatePublic(
                                        new EdECPublicKeySpec(
                                                NamedParameterSpec.ED25519,
                                                new EdECPoint(
                                                        odd,
                                                        new java.math.BigInteger(1, bigEndian))));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(decoded);
        signature.update(jws.getSigningInput());
        return signature.verify(jws.getSignature().decode());
    }
}
