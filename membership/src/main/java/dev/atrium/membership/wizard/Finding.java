package dev.atrium.membership.wizard;

/// Why something that is declared cannot be.
public sealed interface Finding {
    /// Where the declaration stands: file, line and key, or a flag.
    String where();

    String sentence();

    /// What exists says something else than what is declared.
    ///
    /// @param object such as `organization my-org`
    record Mismatch(String where, String object, String field, String expected, String actual)
            implements Finding {
        @Override
        public String sentence() {
            return object
                    + ": "
                    + field
                    + " is declared as \""
                    + expected
                    + "\" and exists as \""
                    + actual
                    + "\"";
        }
    }

    /// It refers to something that does not exist.
    record Missing(String where, String object) implements Finding {
        @Override
        public String sentence() {
            return object + " does not exist";
        }
    }

    /// It contradicts something else that exists.
    record Contradiction(String where, String sentence) implements Finding {}

    default String line() {
        return where() + ": " + sentence();
    }
}
