package dev.atrium.connectors.oidc;

import dev.atrium.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/// What is kept of a login: `{"RefreshToken":"<base64>"}`, the form in which Dex stores it.
public final class UpstreamState {
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    private UpstreamState() {}

    public static byte[] of(String refreshToken) {
        return Json.bytes(
                Map.of(
                        "RefreshToken",
                        Base64.getEncoder().encodeToString(OidcConnector.utf8(refreshToken))));
    }

    /// Empty where there is none.
    public static String refreshToken(byte[] state) {
        try {
            Object held = Json.mapper().readValue(state, OBJECT).get("RefreshToken");
            return held instanceof String text
                    ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
                    : "";
        } catch (JacksonException | IllegalArgumentException _) {
            return "";
        }
    }
}
