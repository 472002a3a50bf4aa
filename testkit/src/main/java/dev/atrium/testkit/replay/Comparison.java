package dev.atrium.testkit.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Compares two runs of a scenario, part by part.
final class Comparison {
    private final List<Difference> found = new ArrayList<>();
    private final SameNames sameNames = new SameNames();

    private Comparison() {}

    static List<Difference> of(List<JsonNode> recorded, List<Exchange> replayed) {
        Comparison comparison = new Comparison();
        Map<String, Exchange> byPlace = new LinkedHashMap<>();
        replayed.forEach(exchange -> byPlace.put(exchange.place(), exchange));
        for (JsonNode line : recorded) {
            String step = line.path("step").asString();
            int hop = line.path("hop").asInt();
            Exchange exchange = byPlace.remove(Exchange.place(step, hop));
            if (exchange == null) {
                comparison.found.add(
                        new Difference(
                                step, hop, "exchange", line.path("response"), Trees.absent()));
            } else {
                comparison.new Part(exchange)
                        .compare("response", line.path("response"), exchange.response());
            }
        }
        byPlace.values()
                .forEach(
                        extra ->
                                comparison.found.add(
                                        new Difference(
                                                extra.step(),
                                                extra.hop(),
                                                "exchange",
                                                Trees.absent(),
                                                extra.response())));
        return comparison.found;
    }

    /// One exchange.
    private final class Part {
        private final Exchange exchange;
        private final String words;

        Part(Exchange exchange) {
            this.exchange = exchange;
            this.words = exchange.words().toLowerCase(Locale.ROOT);
        }

        private void compare(String where, JsonNode old, JsonNode now) {
            if (where.endsWith(".html.title") || where.contains(".html.messages")) {
                compareWording(where, old);
            } else if (old.isObject() && now.isObject()) {
                compareMembers(where, old, now);
            } else if (old.isArray() && now.isArray() && old.size() == now.size()) {
                for (int index = 0; index < old.size(); index++) {
                    compare(where + "[" + index + "]", old.get(index), now.get(index));
                }
            } else if (!sameTexts(old, now) && !same(old, now)) {
                add(where, old, now);
            }
        }

        private boolean same(JsonNode old, JsonNode now) {
            return !old.isString() && Trees.equal(old, now);
        }

        private boolean sameTexts(JsonNode old, JsonNode now) {
            return old.isString()
                    && now.isString()
                    && sameNames.match(old.asString(), now.asString());
        }

        /// The wording of a page is free as long as what was said can be read on it.
        private void compareWording(String where, JsonNode old) {
            if (old.isArray()) {
                old.forEach(sentence -> compareWording(where, sentence));
            } else if (!words.contains(old.asString("").toLowerCase(Locale.ROOT))) {
                add(where, old, Trees.text("not on the page"));
            }
        }

        private void compareMembers(String where, JsonNode old, JsonNode now) {
            Set<String> names = new LinkedHashSet<>(Trees.names(old));
            names.addAll(Trees.names(now));
            boolean page = where.endsWith(".html");
            for (String name : names) {
                boolean ours =
                        page
                                && !old.has(name)
                                && List.of("messages", "title", "items").contains(name);
                if (!ours) {
                    compare(where + "." + name, member(old, name), member(now, name));
                }
            }
            boolean ordered = where.contains(".json") || where.contains("fragment_tokens");
            List<String> order = Trees.names(old);
            if (ordered
                    && !order.equals(Trees.names(now))
                    && Set.copyOf(order).equals(Set.copyOf(Trees.names(now)))) {
                add(
                        where + " (order)",
                        Trees.text(order.toString()),
                        Trees.text(Trees.names(now).toString()));
            }
        }

        private JsonNode member(JsonNode object, String name) {
            return object.has(name) ? object.path(name) : Trees.absent();
        }

        private void add(String where, JsonNode old, JsonNode now) {
            found.add(new Difference(exchange.step(), exchange.hop(), where, old, now));
        }
    }
}
