package dev.atrium.testkit.replay;

/// A step cannot be sent: an earlier one did not give what it needs.
final class CannotPlay extends RuntimeException {
    CannotPlay(String reason) {
        super(reason, null, false, false);
    }
}
