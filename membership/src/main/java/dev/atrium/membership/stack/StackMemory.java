package dev.atrium.membership.stack;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.atrium.membership.access.Pass;
import dev.atrium.membership.access.Rights;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.revision.Present;
import dev.atrium.membership.revision.Revisions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Stacks as they were last shown. None is shown as it is: it comes with the revisions of what it
/// was made from, which every request compares with the present ones.
final class StackMemory {
    private static final long MOST_BYTES = 32L * 1024 * 1024;
    private static final int BYTES_BESIDE = 500;

    private final Revisions revisions;
    private final Cache<Key, Kept> all =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_BYTES)
                    .weigher((Key _, Kept kept) -> kept.bytes())
                    .executor(Runnable::run)
                    .build();

    StackMemory(Revisions revisions) {
        this.revisions = revisions;
    }

    /// What is read of an organization.
    record Key(OrganizationId organization, Part part) {}

    /// Which of its stacks.
    sealed interface Part {
        record One(StackId id) implements Part {}

        record Page(StackStore.Shown shown, String after, int limit) implements Part {}
    }

    /// @param revision of the organization's stacks, read by the statement that read them
    /// @param regions that they are in, with the revisions of those
    record Kept(List<ShownStack> stacks, long revision, Map<RegionId, Long> regions) {
        private int bytes() {
            return stacks.stream().mapToInt(stack -> stack.json().bytes().length).sum()
                    + BYTES_BESIDE * (stacks.size() + 1);
        }

        private boolean holds(OrganizationId organization, Present present) {
            return Optional.ofNullable(present.organizations().get(organization))
                            .filter(now -> now.stacks() == revision)
                            .isPresent()
                    && present.regions().entrySet().containsAll(regions.entrySet());
        }
    }

    /// What is remembered, if the caller's rights are as well and both still hold.
    Optional<List<ShownStack>> find(Pass pass, Key key) {
        Optional<Kept> kept = Optional.ofNullable(all.getIfPresent(key));
        if (kept.isEmpty() || !pass.asked().remembered()) {
            return Optional.empty();
        }
        Present present = revisions.of(key.organization(), kept.orElseThrow().regions().keySet());
        Optional<Rights> rights = pass.asked().remembered(present);
        if (rights.isEmpty() || !kept.orElseThrow().holds(key.organization(), present)) {
            return Optional.empty();
        }
        pass.show(rights.orElseThrow());
        return kept.map(Kept::stacks);
    }

    /// @return the stacks
    List<ShownStack> keep(Key key, Kept kept) {
        if (kept.stacks().isEmpty()) {
            // What there is not can be asked for without end.
            all.invalidate(key);
        } else {
            all.put(key, kept);
        }
        return kept.stacks();
    }
}
