package dev.atrium.testkit.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Which placeholder of the recording is which of the replay. Numbers count the values of a kind,
/// so they shift when an intended difference makes a value more or less; what has to hold is that
/// one value stays one value and two stay two.
final class SameNames {
    private static final Pattern NAME = Pattern.compile("\\$\\{([a-z_ ]+)(?:\\.\\d+)?\\}");

    private final Map<String, String> byRecorded = new HashMap<>();
    private final Map<String, String> byReplayed = new HashMap<>();

    /// Whether the two are the same text but for the numbers of placeholders, consistently with
    /// every text matched before.
    boolean match(String recorded, String replayed) {
        List<MatchResult> left = NAME.matcher(recorded).results().toList();
        List<MatchResult> right = NAME.matcher(replayed).results().toList();
        if (!NAME.matcher(recorded)
                .replaceAll("\\${$1}")
                .equals(NAME.matcher(replayed).replaceAll("\\${$1}"))) {
            return false;
        }
        List<Runnable> learnt = new ArrayList<>();
        for (int index = 0; index < left.size(); index++) {
            String old = left.get(index).group();
            String now = right.get(index).group();
            boolean known = byRecorded.containsKey(old) || byReplayed.containsKey(now);
            if (known && !now.equals(byRecorded.get(old))) {
                return false;
            }
            learnt.add(
                    () -> {
                        byRecorded.put(old, now);
                        byReplayed.put(now, old);
                    });
        }
        learnt.forEach(Runnable::run);
        return true;
    }
}
