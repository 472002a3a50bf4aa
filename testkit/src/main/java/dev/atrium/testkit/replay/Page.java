package dev.atrium.testkit.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The facts of an HTML page that a person or a login script depends on.
final class Page {
    private final StringBuilder heading = new StringBuilder();
    private final List<StringBuilder> messages = new ArrayList<>();
    private final List<Form> forms = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final StringBuilder words = new StringBuilder();
    private int items;
    private int hidden;
    private Optional<Form> open = Optional.empty();
    private Optional<Sink> sink = Optional.empty();

    /// Where text goes until the tag closes.
    private record Sink(String tag, StringBuilder text) {}

    /// @param loose whether these are fields outside of any form
    record Form(boolean loose, String method, String action, List<Field> fields) {}

    record Field(Optional<String> name, String type, Optional<String> value, boolean checked) {}

    Page(String html) {
        HtmlTokens.read(html, this::start, this::end, this::text);
    }

    private void start(String tag, Map<String, Optional<String>> attributes) {
        String marks = attribute(attributes, "id", "") + " " + attribute(attributes, "class", "");
        switch (tag) {
            case "script", "style", "title" -> hidden++;
            case "h1", "h2" -> {
                if (heading.isEmpty()) {
                    sink = Optional.of(new Sink(tag, heading));
                } else {
                    message(tag, marks);
                }
            }
            case "li" -> {
                items++;
                message(tag, marks);
            }
            case "form" -> openForm(attributes);
            case "a" -> {
                link(attributes);
                message(tag, marks);
            }
            default -> message(tag, marks);
        }
        if (List.of("input", "button", "select", "textarea").contains(tag)) {
            field(attributes);
        }
    }

    private void message(String tag, String marks) {
        if (tag.equals("p") || marks.contains("error")) {
            StringBuilder text = new StringBuilder();
            messages.add(text);
            sink = Optional.of(new Sink(tag, text));
        }
    }

    private void link(Map<String, Optional<String>> attributes) {
        String target = attribute(attributes, "href", "");
        if (!target.isEmpty()) {
            links.add(target);
        }
    }

    private void openForm(Map<String, Optional<String>> attributes) {
        Form form =
                new Form(
                        false,
                        attribute(attributes, "method", "get").toLowerCase(java.util.Locale.ROOT),
                        attribute(attributes, "action", ""),
                        new ArrayList<>());
        open = Optional.of(form);
        forms.add(form);
    }

    private void field(Map<String, Optional<String>> attributes) {
        Optional<String> name = present(attributes, "name");
        Optional<String> value = present(attributes, "value");
        boolean says =
                name.filter(text -> !text.isEmpty()).isPresent()
                        || value.filter(text -> !text.isEmpty()).isPresent();
        if (says) {
            open.orElseGet(this::looseFields)
                    .fields()
                    .add(
                            new Field(
                                    name,
                                    attribute(attributes, "type", "text"),
                                    value,
                                    attributes.containsKey("checked")));
        }
    }

    private Form looseFields() {
        if (forms.isEmpty() || !forms.getLast().loose()) {
            forms.add(new Form(true, "", "", new ArrayList<>()));
        }
        return forms.getLast();
    }

    private void end(String tag) {
        switch (tag) {
            case "script", "style", "title" -> hidden--;
            case "form" -> open = Optional.empty();
            default -> {}
        }
        sink = sink.filter(current -> !current.tag().equals(tag));
    }

    private void text(String text) {
        if (hidden == 0) {
            words.append(text).append(' ');
            sink.ifPresent(current -> current.text().append(text));
        }
    }

    String heading() {
        return plain(heading);
    }

    List<String> messages() {
        return messages.stream().map(Page::plain).filter(text -> !text.isEmpty()).toList();
    }

    int items() {
        return items;
    }

    List<Form> forms() {
        return forms;
    }

    List<String> links() {
        return links;
    }

    /// Everything that can be read on the page.
    String words() {
        return plain(words);
    }

    private static String plain(StringBuilder text) {
        return text.toString().replaceAll("\\s+", " ").strip();
    }

    private static Optional<String> present(Map<String, Optional<String>> attributes, String name) {
        return attributes.getOrDefault(name, Optional.empty());
    }

    private static String attribute(
            Map<String, Optional<String>> attributes, String name, String fallback) {
        return present(attributes, name).filter(text -> !text.isEmpty()).orElse(fallback);
    }
}
