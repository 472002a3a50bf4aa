package dev.atrium.membership.access;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A call whose rights are read by the statement that reads what it asks for. Whoever runs that
/// statement shows the rights here before using the rest of its answer; the gate answers nothing
/// unless that was done.
public final class Pass {
    private final RightsStore.Asked asked;
    private final Consumer<Rights> check;
    private final AtomicBoolean shown = new AtomicBoolean();

    Pass(RightsStore.Asked asked, Consumer<Rights> check) {
        this.asked = asked;
        this.check = check;
    }

    public RightsStore.Asked asked() {
        return asked;
    }

    /// @throws dev.atrium.kernel.Problem when they do not suffice
    public void show(Rights rights) {
        check.accept(rights);
        shown.set(true);
    }

    boolean wasShown() {
        return shown.get();
    }
}
