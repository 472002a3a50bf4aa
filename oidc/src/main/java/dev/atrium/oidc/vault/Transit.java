package dev.atrium.oidc.vault;

import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import dev.atrium.kernel.Json;
import dev.atrium.kernel.Secret;
import dev.atrium.oidc.keys.SigningAlgorithm;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The calls of Vault's HTTP API that are needed.
final class Transit {
    private final VaultSettings settings;
    private final OutgoingHttp http;
    private final String[] headers;

    Transit(VaultSettings settings, OutgoingHttp http) {
        this.settings = settings;
        this.http = http;
        List<String> sent = new ArrayList<>(List.of("X-Vault-Request", "true"));
        settings.token()
                .map(Secret::reveal)
                .ifPresent(it -> sent.addAll(List.of("X-Vault-Token", it)));
        settings.namespace().ifPresent(it -> sent.addAll(List.of("X-Vault-Namespace", it)));
        this.headers = sent.toArray(String[]::new);
    }

    /// The versions of the key that may sign or have signed.
    ///
    /// @param versions the newest first
    /// @param oldestSigning the number of the first one that may still sign
    record KeyVersions(List<KeyVersion> versions, int oldestSigning) {
        KeyVersions {
            versions = List.copyOf(versions);
        }
    }

    KeyVersions key() throws VaultException {
        JsonNode data = get("transit/keys/" + encoded(settings.keyName())).path("data");
        String type = data.path("type").asString("");
        List<KeyVersion> versions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : data.path("keys").properties()) {
            versions.add(version(type, entry.getKey(), entry.getValue()));
        }
        if (versions.isEmpty()) {
            throw new VaultException("key " + settings.keyName() + " has no version", true);
        }
        versions.sort(Comparator.comparingInt(KeyVersion::number).reversed());
        return new KeyVersions(
                versions,
                Math.max(
                        data.path("min_encryption_version").asInt(0),
                        data.path("min_decryption_version").asInt(0)));
    }

    private KeyVersion version(String type, String number, JsonNode entry) throws VaultException {
        if (!number.matches("[0-9]{1,9}") || !entry.path("public_key").isString()) {
            throw new VaultException(
                    "key " + settings.keyName() + " of type " + type + " has no public part", true);
        }
        return KeyVersion.of(
                type,
                Integer.parseInt(number),
                entry.path("public_key").asString(),
                created(entry.path("creation_time").asString("")));
    }

    private static Instant created(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException _) {
            return Instant.EPOCH;
        }
    }

    /// @return the signature in the form of a JWS
    byte[] sign(KeyVersion version, byte[] input) throws VaultException {
        SigningAlgorithm algorithm = version.algorithm();
        boolean whole = algorithm == SigningAlgorithm.EdDSA;
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put(
                "input", Base64.getEncoder().encodeToString(whole ? input : algorithm.hash(input)));
        asked.put("key_version", version.number());
        asked.put("prehashed", !whole);
        switch (algorithm) {
            case RS256 -> asked.put("signature_algorithm", "pkcs1v15");
            case ES256, ES384, ES512, EdDSA -> {}
        }
        switch (algorithm) {
            case RS256, ES256 -> asked.put("hash_algorithm", "sha2-256");
            case ES384 -> asked.put("hash_algorithm", "sha2-384");
            case ES512 -> asked.put("hash_algorithm", "sha2-512");
            case EdDSA -> {}
        }
        asked.put("marshaling_algorithm", "jws");
        JsonNode data = post("transit/sign/" + encoded(settings.keyName()), asked).path("data");
        return signature(version, data.path("signature").asString(""));
    }

    /// `vault:v3:` and the signature, for elliptic curves in the alphabet of URLs.
    private static byte[] signature(KeyVersion version, String text) throws VaultException {
        String prefix = "vault:v" + version.number() + ":";
        try {
            if (text.startsWith(prefix)) {
                return Base64.getUrlDecoder()
                        .decode(
                                text.substring(prefix.length())
                                        .replace('+', '-')
                                        .replace('/', '_'));
            }
        } catch (IllegalArgumentException _) {
            // Falls through to the same message.
        }
        throw new VaultException(
                "the answer holds no signature of version " + version.number(), true);
    }

    /// @param left empty for one that never ends
    record TokenLife(boolean renewable, Duration left) {}

    TokenLife token() throws VaultException {
        JsonNode data = get("auth/token/lookup-self").path("data");
        return new TokenLife(
                data.path("renewable").asBoolean(false),
                Duration.ofSeconds(data.path("ttl").asLong(0)));
    }

    TokenLife renewToken() throws VaultException {
        JsonNode auth = post("auth/token/renew-self", Map.of()).path("auth");
        return new TokenLife(
                auth.path("renewable").asBoolean(false),
                Duration.ofSeconds(auth.path("lease_duration").asLong(0)));
    }

    private JsonNode get(String path) throws VaultException {
        try {
            return read(path, http.get(address(path), headers));
        } catch (OutgoingException failure) {
            throw unreachable(failure);
        }
    }

    private JsonNode post(String path, Map<String, ?> body) throws VaultException {
        try {
            return read(path, http.json(address(path), Json.bytes(body), headers));
        } catch (OutgoingException failure) {
            throw unreachable(failure);
        }
    }

    private URI address(String path) {
        return URI.create(settings.address() + "/v1/" + path);
    }

    private static VaultException unreachable(OutgoingException failure) {
        return new VaultException(String.valueOf(failure.getMessage()), false);
    }

    /// What it says about itself is for the operator; a body that is not its own is left out.
    private static JsonNode read(String path, OutgoingHttp.Answer answer) throws VaultException {
        JsonNode body;
        try {
            body = Json.mapper().readTree(answer.body());
        } catch (JacksonException _) {
            body = Json.mapper().createObjectNode();
        }
        if (answer.status() != 200) {
            List<String> errors = new ArrayList<>();
            body.path("errors").forEach(error -> errors.add(error.asString("")));
            throw new VaultException(
                    path
                            + " answered "
                            + answer.status()
                            + (errors.isEmpty()
                                    ? ""
                                    : ": "
                                            + String.join("; ", errors)
                                                    .replaceAll("\\s+", " ")
                                                    .strip()),
                    true);
        }
        return body;
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
