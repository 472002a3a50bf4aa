package dev.atrium.server.walkthrough;

import dev.atrium.kernel.Json;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// A set of keys (RFC 7517) as a relying party has cached it.
record PublishedKeys(Map<String, PublicKey> byId) {

    static PublishedKeys read(JsonNode set) {
        Map<String, PublicKey> keys = new LinkedHashMap<>();
        for (JsonNode key : set.get("keys")) {
            keys.put(key.get("kid").asString(), rsa(number(key.get("n")), number(key.get("e"))));
        }
        return new PublishedKeys(keys);
    }

    /// The id of the key that signed a token.
    static String kid(String token) {
        byte[] header = Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]);
        return Json.mapper().readTree(header).get("kid").asString();
    }

    boolean verifies(String token) {
        PublicKey key = byId.get(kid(token));
        if (key == null) {
            return false;
        }
        int dot = token.lastIndexOf('.');
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(key);
            signature.update(token.substring(0, dot).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(token.substring(dot + 1)));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static PublicKey rsa(BigInteger modulus, BigInteger exponent) {
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, exponent));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static BigInteger number(JsonNode member) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(member.asString()));
    }
}
