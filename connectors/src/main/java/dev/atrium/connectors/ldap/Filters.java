package dev.atrium.connectors.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.Optional;

/// Configured filters and found values, put together without either being read as the other.
final class Filters {
    private Filters() {}

    /// @throws IllegalArgumentException when it is no filter (RFC 4515)
    static Optional<Filter> parse(LdapSettings.Search search) {
        if (search.filter().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Filter.create(search.filter().orElseThrow()));
        } catch (LDAPException malformed) {
            throw new IllegalArgumentException(
                    "the filter \""
                            + search.filter().orElseThrow()
                            + "\" cannot be read: "
                            + malformed.getMessage(),
                    malformed);
        }
    }

    static Filter both(Optional<Filter> configured, Filter own) {
        return configured.map(filter -> Filter.createANDFilter(filter, own)).orElse(own);
    }
}
