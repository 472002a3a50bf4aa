package dev.atrium.cli.command;

import dev.atrium.kernel.Json;
import dev.atrium.kernel.NearestName;
import dev.atrium.kernel.Problem;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.wizard.Finding;
import dev.atrium.membership.wizard.WizardProblem;
import dev.atrium.storage.ConstraintViolation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/// Tells why a command failed, and with which exit code: 1 it could not be done, 2 the command line
/// or a setting cannot be read. Whoever asked for JSON gets the failure on standard output too, in
/// the shape that the API's errors have.
public final class Failures {
    private static final int FAILED = 1;
    private static final int UNREADABLE = 2;

    private final boolean json;
    private final PrintStream output;
    private final PrintStream errors;

    public Failures(List<String> arguments, PrintStream output, PrintStream errors) {
        this.json = arguments.contains("--json") || arguments.contains("--json=true");
        this.output = output;
        this.errors = errors;
    }

    /// @return the exit code
    public int failed(Exception failure) {
        return switch (failure) {
            case ConfigProblem unreadable -> tell(UNREADABLE, "VALIDATION", text(unreadable));
            case MembershipSettings.MissingSetting missing ->
                    tell(UNREADABLE, "VALIDATION", text(missing));
            case WizardProblem misfit -> tell(misfit);
            case Problem problem -> tell(FAILED, code(problem), problem.text());
            case ConstraintViolation violated ->
                    tell(
                            FAILED,
                            "CONFLICT",
                            "it contradicts what is stored (" + violated.constraint() + ")");
            default -> tell(FAILED, "INTERNAL", text(failure));
        };
    }

    /// @return the exit code
    public int unreadable(CommandLine.ParameterException refused) {
        CommandLine line = refused.getCommandLine();
        String command = line.getCommandSpec().qualifiedName();
        String message =
                refused instanceof CommandLine.UnmatchedArgumentException unmatched
                        ? unknown(line, unmatched.getUnmatched().getFirst().split("=", 2)[0])
                        : text(refused);
        errors.println(command + ": " + message);
        errors.println("Try " + command + " --help");
        document("VALIDATION", message, List.of());
        return UNREADABLE;
    }

    private static String unknown(CommandLine line, String name) {
        boolean flag = name.startsWith("-");
        if (!flag && line.getSubcommands().isEmpty()) {
            return "unexpected argument " + name;
        }
        List<String> known =
                List.copyOf(
                        flag
                                ? line.getCommandSpec().optionsMap().keySet()
                                : line.getSubcommands().keySet());
        return (flag ? "unknown flag " : "unknown command ")
                + name
                + NearestName.of(name, known)
                        .map(nearest -> ", did you mean " + nearest + "?")
                        .orElse("");
    }

    private int tell(int exit, String code, String message) {
        errors.println("membership: " + message);
        document(code, message, List.of());
        return exit;
    }

    private int tell(WizardProblem misfit) {
        boolean missing =
                misfit.findings().stream().allMatch(found -> found instanceof Finding.Missing);
        errors.println("membership: " + text(misfit));
        document(missing ? "NOT_FOUND" : "CONFLICT", text(misfit), misfit.findings());
        return FAILED;
    }

    private void document(String code, String message, List<Finding> findings) {
        if (!json) {
            return;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("errorCode", code);
        document.put("errorMessage", message);
        List<Map<String, String>> mismatches = new ArrayList<>();
        for (Finding finding : findings) {
            if (finding instanceof Finding.Mismatch mismatch) {
                Map<String, String> told = new LinkedHashMap<>();
                told.put("object", mismatch.object());
                told.put("field", mismatch.field());
                told.put("expected", mismatch.expected());
                told.put("actual", mismatch.actual());
                mismatches.add(told);
            }
        }
        if (!mismatches.isEmpty()) {
            document.put("mismatches", mismatches);
        }
        output.println(Json.write(document));
    }

    private static String code(Problem problem) {
        return switch (problem) {
            case Problem.Invalid _,
                    Problem.TooLarge _,
                    Problem.UnsupportedMediaType _,
                    Problem.MethodNotAllowed _ ->
                    "VALIDATION";
            case Problem.Unauthenticated _ -> "UNAUTHORIZED";
            case Problem.Forbidden _ -> "FORBIDDEN";
            case Problem.NotFound _ -> "NOT_FOUND";
            case Problem.Conflict _ -> "CONFLICT";
            case Problem.Throttled _ -> "THROTTLED";
            case Problem.Unavailable _ -> "UNAVAILABLE";
        };
    }

    private static String text(Exception failure) {
        return String.valueOf(failure.getMessage());
    }
}
