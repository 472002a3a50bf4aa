package dev.atrium.connectors.kerberos;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.Oid;

/// Reads tokens with the keys of a keytab. Whoever made one has shown a ticket for our service, so
/// the key distribution center is not asked again. A token opens once: the Java platform remembers
/// those of the last minutes, in this process. One whose clock is off by more than the platform
/// allows, five minutes unless its `krb5.conf` says otherwise, is refused.
///
/// Only people of one realm are let in: the expected one, else that of the service where the local
/// part makes somebody's name. Without that, a trusted realm's `ada` would be ours.
public final class Acceptor {
    private static final String SPNEGO = "1.3.6.1.5.5.2";
    private static final String KERBEROS = "1.2.840.113554.1.2.2";

    private final KerberosSettings settings;
    private final Set<String> realms;
    private final GSSManager manager = GSSManager.getInstance();
    private final Subject subject;
    private final GSSCredential credential;

    /// What a token proves, or why it proves nothing.
    public sealed interface Read {
        /// @param name to look up
        /// @param reply for the one who sent it; may be empty
        record Proved(String name, byte[] reply) implements Read {}

        record Nothing(String reason) implements Read {}
    }

    /// @throws Keytab.Unusable when the keytab has no key of the service
    public Acceptor(KerberosSettings settings) throws Keytab.Unusable {
        this.settings = settings;
        Optional<Principal> service = Optional.empty();
        if (settings.service().isPresent()) {
            service = Optional.of(settings.keytab().find(settings.service().orElseThrow()));
        }
        this.realms = realms(settings, service);
        try {
            this.subject = log(settings.keytab(), service);
            this.credential =
                    Subject.callAs(
                            subject,
                            () ->
                                    manager.createCredential(
                                            null,
                                            GSSCredential.INDEFINITE_LIFETIME,
                                            new Oid[] {new Oid(SPNEGO), new Oid(KERBEROS)},
                                            GSSCredential.ACCEPT_ONLY));
        } catch (LoginException | CompletionException failure) {
            throw new Keytab.Unusable(
                    "keytab \""
                            + settings.keytab().path()
                            + "\" cannot be used: "
                            + failure.getMessage());
        }
    }

    /// Which realms' people are let in; empty for all.
    private static Set<String> realms(KerberosSettings settings, Optional<Principal> service) {
        if (settings.expectedRealm().isPresent()) {
            return Set.of(settings.expectedRealm().orElseThrow());
        }
        if (settings.name() == KerberosSettings.Name.WHOLE) {
            return Set.of();
        }
        return service.map(Set::of).orElse(settings.keytab().principals()).stream()
                .flatMap(principal -> principal.realm().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Configured here and not in a file, so that each connector has a keytab of its own.
    private static Subject log(Keytab keytab, Optional<Principal> service) throws LoginException {
        AppConfigurationEntry entry =
                new AppConfigurationEntry(
                        "com.sun.security.auth.module.Krb5LoginModule",
                        AppConfigurationEntry.LoginModuleControlFlag.REQUIRED,
                        Map.of(
                                "useKeyTab",
                                "true",
                                "storeKey",
                                "true",
                                "isInitiator",
                                "false",
                                "doNotPrompt",
                                "true",
                                "keyTab",
                                keytab.path().toString(),
                                "principal",
                                service.map(Principal::toString).orElse("*")));
        Subject subject = new Subject();
        new LoginContext(
                        "acceptor",
                        subject,
                        null,
                        new Configuration() {
                            @Override
                            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                                return new AppConfigurationEntry[] {entry};
                            }
                        })
                .login();
        return subject;
    }

    public boolean fallsBack() {
        return settings.fallsBack();
    }

    public Read read(byte[] token) {
        try {
            return Subject.callAs(subject, () -> accept(token));
        } catch (CompletionException refused) {
            Throwable cause = refused.getCause();
            return new Read.Nothing(
                    "the token was not accepted: "
                            + (cause instanceof GSSException known
                                    ? known.getMessage()
                                    : String.valueOf(cause)));
        }
    }

    private Read accept(byte[] token) throws GSSException {
        GSSContext context = manager.createContext(credential);
        try {
            byte[] reply = context.acceptSecContext(token, 0, token.length);
            if (!context.isEstablished()) {
                return new Read.Nothing("the token is the first of several, which is not served");
            }
            Principal person = Principal.parse(context.getSrcName().toString());
            if (!realms.isEmpty() && realms.stream().noneMatch(person::isOf)) {
                return new Read.Nothing(person + " is not of realm " + String.join(" or ", realms));
            }
            return new Read.Proved(
                    switch (settings.name()) {
                        case LOCAL_PART -> person.name();
                        case WHOLE -> person.toString();
                    },
                    reply == null ? new byte[0] : reply);
        } finally {
            context.dispose();
        }
    }
}
