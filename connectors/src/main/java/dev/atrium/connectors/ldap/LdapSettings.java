package dev.atrium.connectors.ldap;

import dev.atrium.kernel.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// How a directory is asked.
///
/// @param prompt what the login field is called
public record LdapSettings(
        Place place, Service service, Users users, Optional<Groups> groups, String prompt) {

    /// @param connections at most, for searches and for password checks each
    /// @param patience with the server, for a connection and for an answer each
    public record Place(
            String host, int port, Security security, int connections, Duration patience) {}

    /// How the connection is protected.
    public sealed interface Security {
        /// Not at all.
        record Plain() implements Security {}

        /// @param checksName whether the certificate must be the host's
        record StartTls(SSLContext context, boolean checksName) implements Security {}

        record Tls(SSLContext context, boolean checksName) implements Security {}
    }

    /// Who searches; anonymous where both are empty.
    public record Service(String dn, Secret password) {
        boolean isAnonymous() {
            return dn.isEmpty() && password.isEmpty();
        }
    }

    /// Below which entry to search.
    ///
    /// @param filter that every entry must match
    public record Search(String base, Optional<String> filter, boolean oneLevel) {}

    /// Who somebody is.
    ///
    /// @param names attributes of which one is what the person typed
    /// @param emailSuffix after the name and an `@`, in place of an attribute
    public record Users(
            Search search,
            List<String> names,
            String idAttribute,
            String emailAttribute,
            Optional<String> emailSuffix,
            Optional<String> nameAttribute,
            Optional<String> preferredUsernameAttribute) {
        public Users {
            names = List.copyOf(names);
        }
    }

    /// @param nameAttribute of a group, which gives its name
    public record Groups(Search search, List<Matcher> matchers, String nameAttribute) {
        public Groups {
            matchers = List.copyOf(matchers);
        }
    }

    /// How a group says who is in it.
    ///
    /// @param userAttribute whose values stand in a group's `groupAttribute`; `DN` for the entry's
    ///     name
    /// @param recursionAttribute of a group in which the groups that are in it stand
    public record Matcher(
            String userAttribute, String groupAttribute, Optional<String> recursionAttribute) {}
}
