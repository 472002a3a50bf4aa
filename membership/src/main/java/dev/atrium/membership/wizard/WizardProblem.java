package dev.atrium.membership.wizard;

import java.util.List;
import java.util.stream.Collectors;

/// What was declared does not fit what exists; nothing was changed. One line for each reason.
public final class WizardProblem extends RuntimeException {
    private final List<Finding> findings;

    WizardProblem(List<Finding> findings) {
        super(
                findings.stream().map(Finding::line).collect(Collectors.joining("\n")),
                null,
                false,
                false);
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
