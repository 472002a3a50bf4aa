package dev.atrium.membership.signin;

import java.util.List;

/// The record of logins that a provider keeps. Implemented by whoever knows such a provider; where
/// nobody does, [#NONE] stands in.
public interface SignInTrail {
    /// Nothing is recorded anywhere that could be read.
    SignInTrail NONE = new None();

    /// What one provider calls a person.
    ///
    /// @param connector by which that provider logs them in itself; empty where it did not say
    /// @param subject their user id at that connector, or the provider's `sub`
    record Name(String issuer, String connector, String subject) {}

    /// Whether logins at one of these providers are recorded.
    boolean records(List<Name> names);

    /// Logins of whom the names stand for, and attempts that failed, the latest ones first.
    ///
    /// @param before the number of the last one already read
    List<SignIn> of(List<Name> names, long before, int limit);

    /// See [#NONE].
    final class None implements SignInTrail {
        private None() {}

        @Override
        public boolean records(List<Name> names) {
            return false;
        }

        @Override
        public List<SignIn> of(List<Name> names, long before, int limit) {
            return List.of();
        }
    }
}
