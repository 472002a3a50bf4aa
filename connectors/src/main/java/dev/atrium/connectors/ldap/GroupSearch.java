package dev.atrium.connectors.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the groups that an entry is in, and the groups that those are in.
final class GroupSearch {
    private final LdapSettings.Groups settings;
    private final Optional<Filter> filter;
    private final Directory directory;

    /// @throws IllegalArgumentException when the configured filter is none
    GroupSearch(LdapSettings.Groups settings, Directory directory) {
        this.settings = settings;
        this.filter = Filters.parse(settings.search());
        this.directory = directory;
    }

    /// A group that is in several counts once where groups of groups are looked for, by its name.
    List<String> groups(Entry person) throws UpstreamException {
        List<String> names = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (LdapSettings.Matcher matcher : settings.matchers()) {
            List<Entry> direct = new ArrayList<>();
            for (String value : UserSearch.values(person, matcher.userAttribute())) {
                direct.addAll(search(matcher.groupAttribute(), value));
            }
            if (matcher.recursionAttribute().isEmpty()) {
                for (Entry group : direct) {
                    names.add(name(group));
                }
            } else {
                upwards(direct, matcher.recursionAttribute().orElseThrow(), known, names);
            }
        }
        return names;
    }

    private void upwards(
            List<Entry> direct, String attribute, Set<String> known, List<String> names)
            throws UpstreamException {
        Deque<Entry> open = new ArrayDeque<>(direct);
        while (!open.isEmpty()) {
            Entry group = open.remove();
            String name = name(group);
            if (known.add(name)) {
                names.add(name);
                open.addAll(search(attribute, group.getDN()));
            }
        }
    }

    private List<Entry> search(String attribute, String value) throws UpstreamException {
        return directory.all(
                settings.search(),
                Filters.both(filter, Filter.createEqualityFilter(attribute, value)),
                List.of(settings.nameAttribute()));
    }

    private String name(Entry group) throws UpstreamException {
        List<String> values = UserSearch.values(group, settings.nameAttribute());
        if (values.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "ldap: group entity \""
                            + group.getDN()
                            + "\" missing required attribute \""
                            + settings.nameAttribute()
                            + "\"");
        }
        return values.getFirst();
    }
}
