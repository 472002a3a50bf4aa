package dev.atrium.dex.takeover;

import java.util.function.Consumer;

/// What a Dex has stored, wherever that is.
public interface Source extends AutoCloseable {
    /// For people: which place this is, without its password.
    String name();

    /// Hands over every row of a kind, in no particular order.
    ///
    /// @throws TakeOverException when the place is not what it should be
    void each(Kind kind, Consumer<Row> to);

    @Override
    default void close() {}
}
