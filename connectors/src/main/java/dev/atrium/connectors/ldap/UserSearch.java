package dev.atrium.connectors.ldap;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the entry of a person, and reads who it is.
final class UserSearch {
    private final LdapSettings.Users settings;
    private final Optional<Filter> filter;
    private final List<String> attributes;
    private final Directory directory;

    /// @throws IllegalArgumentException when the configured filter is none
    UserSearch(LdapSettings settings, Directory directory) {
        this.settings = settings.users();
        this.filter = Filters.parse(this.settings.search());
        this.attributes = attributes(settings);
        this.directory = directory;
    }

    private static List<String> attributes(LdapSettings settings) {
        LdapSettings.Users users = settings.users();
        Set<String> names = new LinkedHashSet<>(users.names());
        names.add(users.idAttribute());
        names.add(users.emailAttribute());
        users.nameAttribute().ifPresent(names::add);
        users.preferredUsernameAttribute().ifPresent(names::add);
        settings.groups().stream()
                .flatMap(groups -> groups.matchers().stream())
                .forEach(matcher -> names.add(matcher.userAttribute()));
        return names.stream().filter(name -> !name.isEmpty()).toList();
    }

    Optional<Entry> find(String name) throws UpstreamException {
        List<Filter> either =
                settings.names().stream()
                        .map(attribute -> Filter.createEqualityFilter(attribute, name))
                        .toList();
        Filter named = either.size() == 1 ? either.getFirst() : Filter.createORFilter(either);
        return directory.one(settings.search(), Filters.both(filter, named), attributes);
    }

    /// @throws UpstreamException when the entry lacks what the configuration needs of it
    Identity identity(Entry entry, List<String> groups) throws UpstreamException {
        List<String> missing = new ArrayList<>();
        String id = required(entry, settings.idAttribute(), missing);
        String name =
                settings.nameAttribute().map(attr -> required(entry, attr, missing)).orElse("");
        Optional<String> preferred =
                settings.preferredUsernameAttribute().map(attr -> required(entry, attr, missing));
        String email =
                settings.emailSuffix()
                        .map(suffix -> name + "@" + suffix)
                        .orElseGet(() -> required(entry, settings.emailAttribute(), missing));
        if (!missing.isEmpty()) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "ldap: entry \""
                            + entry.getDN()
                            + "\" missing following required attribute(s): "
                            + missing.stream()
                                    .map(attribute -> "\"" + attribute + "\"")
                                    .collect(Collectors.joining(" ", "[", "]")));
        }
        return new Identity(id, name, preferred, Optional.of(email), true, groups);
    }

    private static String required(Entry entry, String attribute, List<String> missing) {
        List<String> values = values(entry, attribute);
        if (values.isEmpty() || values.getFirst().isEmpty()) {
            missing.add(attribute);
            return "";
        }
        return values.getFirst();
    }

    /// The values of an attribute; `DN` stands for the entry's name unless there is an attribute of
    /// that name.
    static List<String> values(Entry entry, String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        if (values != null) {
            return List.of(values);
        }
        return attribute.equalsIgnoreCase("DN") ? List.of(entry.getDN()) : List.of();
    }
}
