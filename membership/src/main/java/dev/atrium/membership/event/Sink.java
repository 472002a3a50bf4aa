package dev.atrium.membership.event;

/// Where events go.
public interface Sink {
    /// What to do about events that it does not take.
    enum Patience {
        /// The next ones wait for as long as it takes.
        ENDLESS,
        /// An event is put aside after a number of attempts, and the next ones have their turn.
        LIMITED
    }

    /// In metrics.
    String kind();

    Patience patience();

    /// Returns once the receiver has the event for good.
    ///
    /// @throws Refusal when it does not, or when nobody knows
    void deliver(Event event) throws Refusal;

    /// Why an event was not taken, in words that an administrator may read.
    final class Refusal extends Exception {
        public Refusal(String message) {
            super(message);
        }

        public Refusal(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
