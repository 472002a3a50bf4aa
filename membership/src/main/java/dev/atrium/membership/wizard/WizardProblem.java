package dev.atrium.membership.wizard;

import java.util.List;

/// The wizard cannot do what it was asked to; nothing was changed. One line for each reason.
public final class WizardProblem extends RuntimeException {
    private final List<String> lines;

    public WizardProblem(List<String> lines) {
        super(String.join("\n", lines), null, false, false);
        this.lines = List.copyOf(lines);
    }

    public List<String> lines() {
        return lines;
    }
}
