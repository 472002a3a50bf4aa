package dev.atrium.membership.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import java.util.Optional;

/// Rights as they were last read. None is used as it is: it comes with the revision of the
/// organization's rights, which changes in the transaction that changes any of them, and every
/// request compares that with the present one.
final class RightsMemory {
    private static final int MOST = 10_000;

    private final Cache<Key, Held> all =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    record Key(Caller caller, OrganizationId organization, Optional<StackId> stack) {}

    /// @param revision at the moment when the rights were read, by the same statement
    record Held(long revision, Rights rights) {}

    Optional<Held> find(Key key) {
        return Optional.ofNullable(all.getIfPresent(key));
    }

    void keep(Key key, Held held) {
        all.put(key, held);
    }
}
