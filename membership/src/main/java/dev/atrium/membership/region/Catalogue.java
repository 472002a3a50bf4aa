package dev.atrium.membership.region;

import dev.atrium.kernel.Problem;
import dev.atrium.membership.id.RegionId;
import dev.atrium.storage.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which stack versions a region offers. Regions whose agent never named any take every version.
///
/// @param versions in no particular order
public record Catalogue(RegionId region, List<Region.Version> versions) {
    /// What every region understands, whether or not it lists it.
    static final String USUAL = "default";

    private static final int LONGEST = 128;
    private static final int MOST = 10_000;
    private static final Pattern SEMANTIC =
            Pattern.compile("v?(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:[-+].*)?");

    public Catalogue {
        versions = List.copyOf(versions);
    }

    public static Catalogue of(Tx tx, RegionStore store, RegionId region) {
        return new Catalogue(region, store.versions(tx, region, "", MOST));
    }

    /// The version of a new stack. Clients that leave the choice to us send an empty one, and keep
    /// what they are answered.
    ///
    /// @throws Problem.Conflict when the region does not offer it
    public String choose(String asked) {
        return asked.isEmpty() ? usual() : offered(asked);
    }

    /// @throws Problem.Conflict when the region does not offer it
    public String offered(String asked) {
        if (asked.codePointCount(0, asked.length()) > LONGEST) {
            throw new Problem.Invalid("version", "it is longer than " + LONGEST + " characters");
        }
        boolean known =
                versions.isEmpty()
                        || asked.equals(USUAL)
                        || versions.stream().anyMatch(version -> version.name().equals(asked));
        if (!known) {
            throw new Problem.Conflict(
                    "region "
                            + region
                            + " does not offer \""
                            + asked
                            + "\" (expected "
                            + versions.stream()
                                    .map(Region.Version::name)
                                    .collect(Collectors.joining(", "))
                            + ")");
        }
        return asked;
    }

    /// `default` where there is one, the newest that is not deprecated else.
    private String usual() {
        if (versions.isEmpty()
                || versions.stream().anyMatch(version -> version.name().equals(USUAL))) {
            return USUAL;
        }
        Optional<String> newest =
                versions.stream()
                        .filter(version -> !version.deprecated())
                        .map(Region.Version::name)
                        .max(BY_AGE);
        return newest.orElse(USUAL);
    }

    /// Older ones first; names that are no semantic version before all others.
    private static final Comparator<String> BY_AGE =
            Comparator.<String>comparingLong(name -> part(name, 1))
                    .thenComparingLong(name -> part(name, 2))
                    .thenComparingLong(name -> part(name, 3))
                    .thenComparing(name -> !name.contains("-"))
                    .thenComparing(Comparator.naturalOrder());

    private static long part(String name, int group) {
        Matcher matcher = SEMANTIC.matcher(name);
        if (!matcher.matches()) {
            return -1;
        }
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
