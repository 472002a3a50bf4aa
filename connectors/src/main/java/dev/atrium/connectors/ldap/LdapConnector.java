package dev.atrium.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.connectors.Tickets;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import dev.atrium.connectors.kerberos.Acceptor;
import java.util.List;
import java.util.Optional;

/// A directory in which people are entries.
public final class LdapConnector implements PasswordConnector, RefreshableConnector {
    private final LdapSettings settings;
    private final Directory directory;
    private final UserSearch users;
    private final Optional<GroupSearch> groups;
    private final Optional<Tickets> tickets;

    /// @throws IllegalArgumentException when a configured filter is none
    public LdapConnector(LdapSettings settings) {
        this(settings, Optional.empty());
    }

    /// @param kerberos reads the tickets with which people may log in
    /// @throws IllegalArgumentException when a configured filter is none
    public LdapConnector(LdapSettings settings, Optional<Acceptor> kerberos) {
        this.settings = settings;
        this.directory = new Directory(settings);
        this.users = new UserSearch(settings, directory);
        this.groups = settings.groups().map(search -> new GroupSearch(search, directory));
        this.tickets = kerberos.map(acceptor -> new KerberosTickets(acceptor, this::byName));
    }

    @Override
    public String type() {
        return "ldap";
    }

    @Override
    public String prompt() {
        return settings.prompt();
    }

    @Override
    public Optional<Tickets> tickets() {
        return tickets;
    }

    /// An empty password never reaches the directory, which would take it for an unauthenticated
    /// bind (RFC 4513 section 5.1.2) and say yes.
    @Override
    public Optional<Login> login(Asked asked, String name, String password)
            throws UpstreamException {
        if (name.isEmpty() || password.isEmpty()) {
            return Optional.empty();
        }
        Optional<Entry> entry = users.find(name);
        if (entry.isEmpty() || !directory.accepts(entry.orElseThrow().getDN(), password)) {
            return Optional.empty();
        }
        return Optional.of(login(asked, name, entry.orElseThrow()));
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState)
            throws UpstreamException {
        Remembered held = Remembered.read(upstreamState);
        Entry entry =
                users.find(held.name())
                        .orElseThrow(
                                () -> new UpstreamException(Kind.REFUSED, "ldap: user not found"));
        if (!same(entry.getDN(), held.dn())) {
            throw new UpstreamException(
                    Kind.REFUSED,
                    "ldap: refresh expected DN \""
                            + held.dn()
                            + "\" got \""
                            + entry.getDN()
                            + "\"");
        }
        Login login = login(asked, held.name(), entry);
        if (!login.identity().userId().equals(known.userId())) {
            throw new UpstreamException(
                    Kind.REFUSED, "ldap: \"" + entry.getDN() + "\" is somebody else now");
        }
        return new Login(login.identity(), upstreamState);
    }

    /// Somebody whose name a ticket proves.
    private Optional<Login> byName(Asked asked, String name) throws UpstreamException {
        Optional<Entry> entry = users.find(name);
        return entry.isEmpty()
                ? Optional.empty()
                : Optional.of(login(asked, name, entry.orElseThrow()));
    }

    private Login login(Asked asked, String name, Entry entry) throws UpstreamException {
        List<String> names =
                asked.groups() && groups.isPresent()
                        ? groups.orElseThrow().groups(entry)
                        : List.of();
        Identity identity = users.identity(entry, names);
        return new Login(
                identity,
                asked.offline() ? new Remembered(name, entry.getDN()).write() : new byte[0]);
    }

    private static boolean same(String left, String right) {
        try {
            return DN.equals(left, right);
        } catch (LDAPException _) {
            return left.equals(right);
        }
    }
}
