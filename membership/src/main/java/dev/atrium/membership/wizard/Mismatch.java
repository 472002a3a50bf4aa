package dev.atrium.membership.wizard;

/// What exists says something else than what is declared.
///
/// @param object such as `organization my-org`
/// @param where the declaration stands
record Mismatch(String where, String object, String field, String expected, String actual) {
    String sentence() {
        return where
                + ": "
                + object
                + ": "
                + field
                + " is declared as \""
                + expected
                + "\" and exists as \""
                + actual
                + "\"";
    }
}
