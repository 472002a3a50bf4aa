package dev.atrium.membership.document;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.config.YamlFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document, put together from what all operations share and a part for each feature.
public final class Document {
    private static final List<String> FEATURES =
            List.of(
                    "server",
                    "users",
                    "sign-ins",
                    "organizations",
                    "members",
                    "invitations",
                    "policies",
                    "features",
                    "authentication-provider",
                    "clients",
                    "logs",
                    "regions",
                    "stacks",
                    "modules",
                    "stack-users",
                    "applications",
                    "application-clients",
                    "event-endpoints");
    private static final String SCHEMAS = "/components/schemas";

    private final ObjectNode root;

    private Document(ObjectNode root) {
        this.root = root;
    }

    /// As it is published at that service URL, where clients also find the issuer.
    ///
    /// @param serviceUrl without a slash at the end
    public static Document at(String serviceUrl) {
        ObjectNode root = part("openapi");
        for (String feature : FEATURES) {
            ObjectNode part = part(feature);
            merge(root.withObject("/paths"), part.withObject("/paths"));
            merge(root.withObject(SCHEMAS), part.withObject(SCHEMAS));
        }
        new Links(root).add();
        ArrayNode servers = root.putArray("servers");
        servers.addObject().put("url", serviceUrl);
        servers.addObject().put("url", serviceUrl + "/membership");
        root.withObject("/components/securitySchemes/oauth2/flows")
                .forEach(flow -> address((ObjectNode) flow, serviceUrl));
        return new Document(root);
    }

    /// The whole document; not to be changed.
    public JsonNode json() {
        return root;
    }

    public byte[] bytes() {
        return Json.bytes(root);
    }

    private static void address(ObjectNode flow, String serviceUrl) {
        for (String member : List.of("authorizationUrl", "tokenUrl", "refreshUrl")) {
            if (flow.has(member)) {
                flow.put(member, serviceUrl + flow.get(member).asString());
            }
        }
    }

    /// Adds the members of `part`. A path may stand in two parts, each with methods of its own.
    private static void merge(ObjectNode whole, ObjectNode part) {
        for (Map.Entry<String, JsonNode> member : part.properties()) {
            JsonNode present = whole.get(member.getKey());
            if (present == null) {
                whole.set(member.getKey(), member.getValue());
            } else if (member.getKey().startsWith("/")) {
                merge((ObjectNode) present, (ObjectNode) member.getValue());
            } else {
                throw new IllegalStateException(member.getKey() + " is described twice");
            }
        }
    }

    private static ObjectNode part(String name) {
        String file = name + ".yaml";
        try (InputStream resource = Document.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IOException("resource " + file + " is missing");
            }
            String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return Json.mapper().convertValue(YamlFile.parse(file, text).plain(), ObjectNode.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
