package dev.atrium.bench.reads;

import java.util.ArrayList;
import java.util.List;

/// How much there is to read, spread evenly, and the names of the rows, which follow from their
/// numbers.
public record Size(int organizations, int stacks) {
    static final int LARGEST = 26 * 26 * 26 * 26;

    public Size {
        if (organizations < 1 || stacks < organizations || stacks / organizations > LARGEST) {
            throw new IllegalArgumentException(
                    organizations
                            + " organizations cannot have "
                            + stacks
                            + " stacks: each needs from 1 to "
                            + LARGEST);
        }
    }

    /// Of at most that many organizations, so few that each has a page full of stacks.
    static Size fullPages(int stacks, int most) {
        return new Size(Math.clamp(stacks / ReadsServer.PAGE, 1, most), stacks);
    }

    int stacksEach() {
        return stacks / organizations;
    }

    static String organization(int number) {
        return "benchmark" + letters(number, 3);
    }

    static String stack(int number) {
        return letters(number, 4);
    }

    static String user(int organization) {
        return "user-" + organization;
    }

    /// Numbers from zero to below `count`, evenly spread over the whole.
    static List<Integer> spread(int below, int count) {
        List<Integer> numbers = new ArrayList<>();
        for (int index = 0; index < Math.min(below, count); index++) {
            numbers.add((int) ((long) index * below / Math.min(below, count)));
        }
        return numbers;
    }

    private static String letters(int number, int count) {
        StringBuilder text = new StringBuilder();
        int rest = number;
        for (int index = 0; index < count; index++) {
            text.insert(0, (char) ('a' + rest % 26));
            rest /= 26;
        }
        return text.toString();
    }
}
