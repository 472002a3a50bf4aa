package dev.atrium.dex.takeover;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.kernel.config.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/// Dex's custom resources as YAML or JSON, the way `kubectl get -o yaml` prints them.
public final class KubernetesObjects implements Source {
    private static final String GROUP = "dex.coreos.com/";

    private final String name;
    private final List<JsonNode> objects;

    private KubernetesObjects(String name, List<JsonNode> objects) {
        this.name = name;
        this.objects = objects;
    }

    /// @param name of the file
    /// @param text one document or several, each an object or a list of them
    /// @throws TakeOverException when it holds nothing of Dex, or only a part
    public static KubernetesObjects parse(String name, String text) {
        List<JsonNode> objects = new ArrayList<>();
        try {
            for (ConfigNode document : YamlFile.documents(name, text)) {
                collect(Json.mapper().valueToTree(document.plain()), objects);
            }
        } catch (ConfigProblem broken) {
            throw new TakeOverException(broken.text() + "; nothing was taken over");
        }
        KubernetesObjects parsed = new KubernetesObjects(name, objects);
        parsed.check();
        return parsed;
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.path("apiVersion").asString("").startsWith(GROUP) && !node.has("items")) {
            into.add(node);
        }
        node.path("items").forEach(item -> collect(item, into));
    }

    private void check() {
        if (objects.isEmpty()) {
            throw new TakeOverException(
                    name
                            + " holds no objects of "
                            + GROUP
                            + "v1; nothing was taken over. Write it with: kubectl get oauth2clients,passwords,connectors,signingkeies,refreshtokens,offlinesessionses,useridentities,authsessions -o yaml");
        }
        for (JsonNode object : objects) {
            String version = object.path("apiVersion").asString("");
            if (!version.equals(GROUP + "v1")) {
                throw new TakeOverException(
                        name
                                + " has objects of "
                                + version
                                + ", and only "
                                + GROUP
                                + "v1 is known; nothing was taken over");
            }
        }
        boolean tokens = !of("RefreshToken").isEmpty();
        boolean offline = !of("OfflineSessions").isEmpty();
        if (tokens != offline) {
            throw new TakeOverException(
                    name
                            + " has "
                            + (tokens ? "refresh tokens" : "offline sessions")
                            + " but no "
                            + (tokens ? "offlinesessionses" : "refreshtokens")
                            + ", which belong together; nothing was taken over. Export both");
        }
        if (of("SigningKey").isEmpty()) {
            throw new TakeOverException(
                    name
                            + " has no signingkeies, without which tokens that were issued mean nothing; nothing was taken over. Export them too");
        }
    }

    private List<JsonNode> of(String kind) {
        return objects.stream()
                .filter(object -> object.path("kind").asString("").equals(kind))
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void each(Kind kind, Consumer<Row> to) {
        Map<String, JsonNode> offline = new HashMap<>();
        Map<String, JsonNode> people = new HashMap<>();
        if (kind == Kind.REFRESH_TOKEN) {
            of("OfflineSessions").forEach(each -> offline.put(person(each, "connID"), each));
            of("UserIdentity").forEach(each -> people.put(person(each, "connectorID"), each));
        }
        for (JsonNode object : of(kind.object())) {
            Map<String, Object> values = columns(object);
            String person =
                    object.path("claims").path("userID").asString("")
                            + "\n"
                            + object.path("connectorID").asString("");
            if (offline.containsKey(person)) {
                values.put("offline_refresh", offline.get(person).path("refresh"));
                values.put("offline_data", offline.get(person).path("connectorData"));
            }
            if (people.containsKey(person)) {
                values.put("last_login", people.get(person).path("lastLogin"));
            }
            to.accept(
                    new Row(
                            name
                                    + ", "
                                    + kind.object()
                                    + " "
                                    + object.path("metadata").path("name").asString(""),
                            values));
        }
    }

    private static String person(JsonNode object, String connector) {
        return object.path("userID").asString("") + "\n" + object.path(connector).asString("");
    }

    /// Members by the names that their columns have; the name of the object is the id of what has
    /// none of its own.
    private static Map<String, Object> columns(JsonNode object) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", object.path("metadata").path("name"));
        object.properties()
                .forEach(member -> values.put(column(member.getKey()), member.getValue()));
        object.path("claims")
                .properties()
                .forEach(claim -> values.put("claims_" + column(claim.getKey()), claim.getValue()));
        return values;
    }

    /// `redirectURIs` is `redirect_uris`.
    private static String column(String member) {
        return member.replace("URIs", "Uris")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
