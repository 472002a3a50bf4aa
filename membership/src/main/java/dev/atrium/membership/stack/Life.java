package dev.atrium.membership.stack;

import dev.atrium.kernel.Problem;
import java.util.Optional;

/// Where a stack stands in its life. Two things are kept apart: what people want, which requests
/// and the clean-up of idle stacks change, and what was observed, which agents report. Deleting
/// without force is soft: the cluster keeps the data until the time for a change of mind is over.
///
/// @param state what people want
/// @param expected what the cluster is told to become
/// @param status what was last observed of it
public record Life(State state, Expected expected, Status status) {

    public enum State {
        ACTIVE,
        DISABLED,
        DELETED
    }

    public enum Expected {
        READY,
        DISABLED,
        DELETED
    }

    public enum Status {
        UNKNOWN,
        PROGRESSING,
        READY,
        DISABLED,
        DELETED
    }

    /// Who tells us what became of a wish.
    public enum Reporter {
        /// The region's agent: its report is waited for.
        AGENT,
        /// Nobody: a wish counts as fulfilled at once.
        NOBODY;

        /// @param managed whether that is allowed at all
        /// @param awaited whether the region has an agent
        public static Reporter of(boolean managed, boolean awaited) {
            return managed && !awaited ? NOBODY : AGENT;
        }
    }

    /// A stack that is being made. It is never ready before an agent said so.
    public static Life begun(Reporter reporter) {
        return wanted(State.ACTIVE, Expected.READY, Status.PROGRESSING, reporter);
    }

    /// Whether it was deleted and cannot come back.
    boolean gone() {
        return state == State.DELETED && status == Status.DELETED;
    }

    /// @return the new life, empty where it is so already
    Optional<Life> disabled(Reporter reporter) {
        return switch (state) {
            case ACTIVE -> Optional.of(wanted(State.DISABLED, Expected.DISABLED, status, reporter));
            case DISABLED -> Optional.empty();
            case DELETED -> throw deleted();
        };
    }

    Optional<Life> enabled(Reporter reporter) {
        return switch (state) {
            case ACTIVE -> Optional.empty();
            case DISABLED -> Optional.of(begun(reporter));
            case DELETED -> throw deleted();
        };
    }

    public Optional<Life> deleted(Reporter reporter) {
        return state == State.DELETED
                ? Optional.empty()
                : Optional.of(wanted(State.DELETED, Expected.DISABLED, status, reporter));
    }

    /// With force: the cluster deletes its data.
    public Optional<Life> destroyed(Reporter reporter) {
        return state == State.DELETED && expected == Expected.DELETED
                ? Optional.empty()
                : Optional.of(wanted(State.DELETED, Expected.DELETED, status, reporter));
    }

    /// @throws Problem.Conflict when its data is gone
    Optional<Life> restored(Reporter reporter) {
        if (gone()) {
            throw new Problem.Conflict("the stack was deleted for good and cannot be restored");
        }
        return state == State.DELETED ? Optional.of(begun(reporter)) : Optional.empty();
    }

    /// The same wish, with something about it changed that the cluster has yet to follow.
    ///
    /// @throws Problem.Conflict for a deleted stack
    Life changed(Reporter reporter) {
        refuseDeleted();
        Status now = state == State.ACTIVE ? Status.PROGRESSING : status;
        return wanted(state, expected, now, reporter);
    }

    /// @throws Problem.Conflict for a deleted stack
    public void refuseDeleted() {
        if (state == State.DELETED) {
            throw deleted();
        }
    }

    private static Life wanted(State state, Expected expected, Status before, Reporter reporter) {
        return new Life(
                state,
                expected,
                switch (reporter) {
                    case AGENT -> before;
                    case NOBODY ->
                            switch (expected) {
                                case READY -> Status.READY;
                                case DISABLED -> Status.DISABLED;
                                case DELETED -> Status.DELETED;
                            };
                });
    }

    private static Problem.Conflict deleted() {
        return new Problem.Conflict("the stack is deleted: restore it first");
    }
}
