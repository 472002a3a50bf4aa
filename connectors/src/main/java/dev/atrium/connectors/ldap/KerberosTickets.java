package dev.atrium.connectors.ldap;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.Tickets;
import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.kerberos.Acceptor;
import java.util.Optional;

/// Tickets for people of the directory: Kerberos says the name, the directory the rest.
final class KerberosTickets implements Tickets {
    private final Acceptor acceptor;
    private final Lookup people;

    /// Finds somebody without a password.
    @FunctionalInterface
    interface Lookup {
        Optional<Login> login(Asked asked, String name) throws UpstreamException;
    }

    KerberosTickets(Acceptor acceptor, Lookup people) {
        this.acceptor = acceptor;
        this.people = people;
    }

    @Override
    public boolean fallsBack() {
        return acceptor.fallsBack();
    }

    @Override
    public Answer login(Asked asked, byte[] token) throws UpstreamException {
        return switch (acceptor.read(token)) {
            case Acceptor.Read.Nothing nothing -> new Answer.Refused(nothing.reason());
            case Acceptor.Read.Proved proved -> {
                Optional<Login> login = people.login(asked, proved.name());
                yield login.isEmpty()
                        ? new Answer.Refused(
                                "the directory has nobody named \"" + proved.name() + "\"")
                        : new Answer.Accepted(login.orElseThrow(), proved.reply());
            }
        };
    }
}
