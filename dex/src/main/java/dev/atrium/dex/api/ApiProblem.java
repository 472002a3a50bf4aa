package dev.atrium.dex.api;

/// A call that is refused, with the words that its caller reads.
final class ApiProblem extends RuntimeException {
    ApiProblem(String message) {
        // An answer, not a fault: no stack trace.
        super(message, null, false, false);
    }

    static String required(String value, String problem) {
        if (value.isEmpty()) {
            throw new ApiProblem(problem);
        }
        return value;
    }
}
