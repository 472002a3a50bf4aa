package dev.atrium.dex.config;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The two template expressions that files for Dex's image use: `{{ getenv "X" "default" }}` and
/// `{{ .Env.X }}`. Any other expression is refused by its line, for half a template would
/// configure something that nobody wrote.
final class EnvTemplate {
    private static final Pattern ACTION = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?\\}\\}");
    private static final Pattern GETENV =
            Pattern.compile("getenv\\s+\"([^\"]+)\"(?:\\s+\"([^\"]*)\")?");
    private static final Pattern FIELD = Pattern.compile("\\.Env\\.([A-Za-z0-9_]+)");

    private EnvTemplate() {}

    static String render(String file, String text, Map<String, String> environment) {
        Matcher actions = ACTION.matcher(text);
        StringBuilder rendered = new StringBuilder();
        while (actions.find()) {
            actions.appendReplacement(
                    rendered,
                    Matcher.quoteReplacement(
                            value(file, text, actions, actions.group(1), environment)));
        }
        return actions.appendTail(rendered).toString();
    }

    private static String value(
            String file,
            String text,
            Matcher place,
            String action,
            Map<String, String> environment) {
        Matcher getenv = GETENV.matcher(action);
        if (getenv.matches()) {
            String fallback = getenv.group(2) == null ? "" : getenv.group(2);
            String value = environment.getOrDefault(getenv.group(1), "");
            return value.isEmpty() ? fallback : value;
        }
        long line = 1 + text.substring(0, place.start()).chars().filter(c -> c == '\n').count();
        String where = "error parse config file " + file + ": " + file + ":" + line + ": ";
        Matcher field = FIELD.matcher(action);
        if (!field.matches()) {
            throw new DexConfigException(
                    where + "{{ " + action + " }} is not one of {{ getenv \"X\" }}, {{ .Env.X }}");
        }
        String value = environment.get(field.group(1));
        if (value == null) {
            throw new DexConfigException(where + field.group(1) + " is not set");
        }
        return value;
    }
}
