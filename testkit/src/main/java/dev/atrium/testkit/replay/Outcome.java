package dev.atrium.testkit.replay;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// What came of a replay.
///
/// @param unintended differences that nobody allowed
/// @param used the allowances that were needed
/// @param answers everything that was answered, in order
public record Outcome(
        String scenario, List<Difference> unintended, Set<Allowance> used, List<Exchange> answers) {
    /// Where `instead` is not what was answered: an entry names `step` and `hop`, and any of
    /// `status`, `location`, `body` (whole) and `words` (to be read on the page).
    public List<String> contradicting(JsonNode instead) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode entry : instead) {
            if (entry.path("scenario").asString().equals(scenario)) {
                String place =
                        Exchange.place(entry.path("step").asString(), entry.path("hop").asInt());
                boolean found =
                        answers.stream()
                                .filter(answer -> answer.place().equals(place))
                                .anyMatch(answer -> answer.is(entry));
                if (!found) {
                    wrong.add(entry.toString());
                }
            }
        }
        return wrong;
    }

    static Outcome of(
            String scenario,
            List<Difference> all,
            List<Allowance> allowed,
            List<Exchange> answers) {
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
        return new Outcome(scenario, unintended, used, List.copyOf(answers));
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
