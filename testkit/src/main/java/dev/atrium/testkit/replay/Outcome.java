package dev.atrium.testkit.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What came of a replay.
///
/// @param unintended differences that nobody allowed
/// @param used the allowances that were needed
public record Outcome(String scenario, List<Difference> unintended, Set<Allowance> used) {
    static Outcome of(String scenario, List<Difference> all, List<Allowance> allowed) {
        List<Difference> unintended = new ArrayList<>();
        Set<Allowance> used = new LinkedHashSet<>();
        for (Difference difference : all) {
            List<Allowance> covering =
                    allowed.stream().filter(entry -> entry.covers(scenario, difference)).toList();
            if (covering.isEmpty()) {
                unintended.add(difference);
            } else {
                used.add(covering.getFirst());
            }
        }
        return new Outcome(scenario, unintended, used);
    }

    @Override
    public String toString() {
        return unintended.stream()
                .map(difference -> "\n  " + difference)
                .collect(
                        Collectors.joining(
                                "",
                                scenario + ": " + unintended.size() + " unintended differences",
                                "\n"));
    }
}
