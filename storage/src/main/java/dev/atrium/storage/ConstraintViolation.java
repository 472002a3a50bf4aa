package dev.atrium.storage;

/// A statement was refused by a named constraint. Features turn the names they know into their own
/// problems.
public abstract sealed class ConstraintViolation extends RuntimeException {
    private final String constraint;

    private ConstraintViolation(String constraint) {
        super(constraint, null, false, false);
        this.constraint = constraint;
    }

    public final String constraint() {
        return constraint;
    }

    public static final class Unique extends ConstraintViolation {
        Unique(String constraint) {
            super(constraint);
        }
    }

    public static final class ForeignKey extends ConstraintViolation {
        ForeignKey(String constraint) {
            super(constraint);
        }
    }

    public static final class Check extends ConstraintViolation {
        Check(String constraint) {
            super(constraint);
        }
    }
}
