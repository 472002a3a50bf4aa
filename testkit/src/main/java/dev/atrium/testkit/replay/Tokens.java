package dev.atrium.testkit.replay;

import dev.atrium.kernel.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads tokens and checks their signatures with nothing but the JDK, so that a fault in the code
/// under test cannot hide itself.
final class Tokens {
    private static final Pattern JWT = Pattern.compile("[\\w-]{8,}\\.[\\w-]{8,}\\.[\\w-]+");

    private final Supplier<JsonNode> published;
    private Map<String, JsonNode> keys = new HashMap<>();

    /// @param published the server's key set, fetched when a key is not known yet
    Tokens(Supplier<JsonNode> published) {
        this.published = published;
    }

    static boolean isJwt(String value) {
        return JWT.matcher(value).matches();
    }

    static JsonNode part(String token, int index) {
        String[] parts = token.split("\\.", -1);
        return Json.mapper()
                .readTree(
                        new String(
                                Base64.getUrlDecoder().decode(parts[index]),
                                StandardCharsets.UTF_8));
    }

    /// The left half of a SHA-256, as `at_hash` and `c_hash` hold it.
    static String halfHash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(Arrays.copyOf(digest, 16));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /// `verified`, `wrong` or `unknown key`.
    String signature(String token) {
        String keyId = part(token, 0).path("kid").asString("");
        if (!keys.containsKey(keyId)) {
            Map<String, JsonNode> fetched = new HashMap<>();
            published
                    .get()
                    .path("keys")
                    .forEach(key -> fetched.put(key.path("kid").asString(), key));
            keys = fetched;
        }
        Optional<JsonNode> key = Optional.ofNullable(keys.get(keyId));
        if (key.isEmpty()) {
            return "unknown key";
        }
        try {
            return verifies(token, key.orElseThrow()) ? "verified" : "wrong";
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("a published key cannot be used", unusable);
        }
    }

    private static boolean verifies(String token, JsonNode key) throws GeneralSecurityException {
        int dot = token.lastIndexOf('.');
        boolean rsa = key.path("kty").asString().equals("RSA");
        Signature signature =
                Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
        signature.initVerify(rsa ? rsa(key) : elliptic(key));
        signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
    }

    private static PublicKey rsa(JsonNode key) throws GeneralSecurityException {
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e")));
    }

    private static PublicKey elliptic(JsonNode key) throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        return KeyFactory.getInstance("EC")
                .generatePublic(
                        new ECPublicKeySpec(
                                new ECPoint(number(key, "x"), number(key, "y")),
                                curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static BigInteger number(JsonNode key, String member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(key.path(member).asString()));
    }
}
