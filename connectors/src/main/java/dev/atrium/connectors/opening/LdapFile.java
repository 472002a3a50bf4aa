package dev.atrium.connectors.opening;

import dev.atrium.connectors.kerberos.Acceptor;
import dev.atrium.connectors.kerberos.KerberosSettings;
import dev.atrium.connectors.kerberos.Keytab;
import dev.atrium.connectors.ldap.LdapSettings;
import dev.atrium.http.outgoing.Trust;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The `config` of a connector of type `ldap`, with Dex's names and defaults.
record LdapFile(Keys keys) {
    private static final Logger LOG = LoggerFactory.getLogger(LdapFile.class);
    /// In seconds.
    private static final String PLATFORM_SKEW = "300";

    private static final int CONNECTIONS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// @param installed what a trust comes to in this installation
    LdapSettings settings(UnaryOperator<Trust> installed) throws ConnectorProblem {
        keys.required("host");
        Keys users = keys.below("userSearch");
        required(users, "baseDN", "userSearch.baseDN");
        List<String> names = names(users);
        if (names.isEmpty()) {
            throw missing(users, "username", "userSearch.username");
        }
        return new LdapSettings(
                place(installed),
                new LdapSettings.Service(
                        keys.text("bindDN", ""), Secret.of(keys.text("bindPW", ""))),
                new LdapSettings.Users(
                        search(users, "userSearch"),
                        names,
                        users.text("idAttr", ""),
                        users.text("emailAttr", ""),
                        users.text("emailSuffix"),
                        users.text("nameAttr"),
                        users.text("preferredUsernameAttr")),
                groups(keys.below("groupSearch")),
                keys.text("usernamePrompt", "Username"));
    }

    /// Reads tickets, where that is on.
    Optional<Acceptor> kerberos() throws ConnectorProblem {
        Keys kerberos = keys.below("kerberos");
        if (!kerberos.flag("enabled")) {
            return Optional.empty();
        }
        required(kerberos, "keytabPath", "kerberos.keytabPath");
        String name = kerberos.text("usernameFromPrincipal", "localpart");
        kerberos.text("maxClockSkew")
                .filter(seconds -> !seconds.equals(PLATFORM_SKEW) && !seconds.equals("0"))
                .ifPresent(
                        seconds ->
                                LOG.warn(
                                        "ldap: kerberos.maxClockSkew is {} and takes no effect: clocks may be off by {} seconds, or by `clockskew` of /etc/krb5.conf ({})",
                                        seconds,
                                        PLATFORM_SKEW,
                                        kerberos.at("maxClockSkew").where()));
        try {
            return Optional.of(
                    new Acceptor(
                            new KerberosSettings(
                                    Keytab.read(kerberos.text("keytabPath", "")),
                                    kerberos.text("keytabPrincipal").or(() -> kerberos.text("spn")),
                                    kerberos.text("expectedRealm"),
                                    switch (name) {
                                        case "localpart" -> KerberosSettings.Name.LOCAL_PART;
                                        case "userPrincipalName" -> KerberosSettings.Name.WHOLE;
                                        default ->
                                                throw kerberos.problem(
                                                        "usernameFromPrincipal",
                                                        "kerberos.usernameFromPrincipal unknown value \""
                                                                + name
                                                                + "\" (expected localpart or userPrincipalName)");
                                    },
                                    kerberos.flag("fallbackToPassword"))));
        } catch (Keytab.Unusable unusable) {
            throw kerberos.problem("keytabPath", "kerberos: " + unusable.getMessage());
        }
    }

    private static void required(Keys keys, String key, String path) throws ConnectorProblem {
        if (keys.text(key).isEmpty()) {
            throw missing(keys, key, path);
        }
    }

    private static ConnectorProblem missing(Keys keys, String key, String path) {
        return keys.problem(key, "missing required field \"" + path + "\"");
    }

    private static List<String> names(Keys users) {
        ConfigNode node = users.at("username");
        return node instanceof ConfigNode.Sequence
                ? node.texts()
                : users.text("username").stream().toList();
    }

    private static LdapSettings.Search search(Keys keys, String section) throws ConnectorProblem {
        String scope = keys.text("scope", "sub");
        if (!scope.equals("sub") && !scope.equals("one")) {
            throw keys.problem("scope", section + ".Scope unknown value \"" + scope + "\"");
        }
        return new LdapSettings.Search(
                keys.text("baseDN", ""), keys.text("filter"), scope.equals("one"));
    }

    private static Optional<LdapSettings.Groups> groups(Keys keys) throws ConnectorProblem {
        LdapSettings.Search search = search(keys, "groupSearch");
        if (search.base().isEmpty()) {
            return Optional.empty();
        }
        List<LdapSettings.Matcher> matchers = new ArrayList<>();
        for (ConfigNode entry : keys.at("userMatchers").elements()) {
            matchers.add(matcher(new Keys(keys.type(), entry)));
        }
        if (matchers.isEmpty()) {
            matchers.add(matcher(keys));
        }
        return Optional.of(new LdapSettings.Groups(search, matchers, keys.text("nameAttr", "")));
    }

    private static LdapSettings.Matcher matcher(Keys keys) {
        return new LdapSettings.Matcher(
                keys.text("userAttr", ""),
                keys.text("groupAttr", ""),
                keys.text("recursionGroupAttr"));
    }

    private LdapSettings.Place place(UnaryOperator<Trust> installed) throws ConnectorProblem {
        String host = keys.required("host");
        boolean plain = keys.flag("insecureNoSSL");
        int standard = plain ? 389 : 636;
        int colon = host.lastIndexOf(':');
        // An IPv6 address stands in brackets where a port follows.
        boolean port =
                colon > host.indexOf(']') && (host.startsWith("[") || host.indexOf(':') == colon);
        try {
            return new LdapSettings.Place(
                    (port ? host.substring(0, colon) : host).replaceAll("[\\[\\]]", ""),
                    port ? Integer.parseInt(host.substring(colon + 1)) : standard,
                    security(plain, installed),
                    CONNECTIONS,
                    PATIENCE);
        } catch (NumberFormatException _) {
            throw keys.problem("host", "host \"" + host + "\" has a port that is no number");
        }
    }

    private LdapSettings.Security security(boolean plain, UnaryOperator<Trust> installed)
            throws ConnectorProblem {
        if (plain) {
            return new LdapSettings.Security.Plain();
        }
        boolean checksName = !keys.flag("insecureSkipVerify");
        try {
            SSLContext context = installed.apply(trust()).context(own());
            return keys.flag("startTLS")
                    ? new LdapSettings.Security.StartTls(context, checksName)
                    : new LdapSettings.Security.Tls(context, checksName);
        } catch (GeneralSecurityException unusable) {
            throw keys.problem("rootCA", "TLS cannot be set up: " + unusable.getMessage());
        }
    }

    private Trust trust() throws ConnectorProblem {
        if (keys.flag("insecureSkipVerify")) {
            return new Trust.Anybody();
        }
        Optional<String> data = keys.text("rootCAData");
        if (data.isPresent()) {
            return new Trust.Only(certificates("rootCAData", decoded(data.orElseThrow())));
        }
        Optional<String> file = keys.text("rootCA");
        return file.isPresent()
                ? new Trust.Only(certificates("rootCA", content("rootCA", file.orElseThrow())))
                : new Trust.Standard();
    }

    private List<X509Certificate> certificates(String key, String pem) throws ConnectorProblem {
        List<X509Certificate> found = Certificates.read(List.of(pem), keys.at(key));
        if (found.isEmpty()) {
            throw keys.problem(key, key + " has no certificate in it");
        }
        return found;
    }

    private String decoded(String base64) throws ConnectorProblem {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException _) {
            throw keys.problem("rootCAData", "rootCAData is not base64");
        }
    }

    /// The certificate that we show, if the directory asks for one.
    private KeyManager[] own() throws ConnectorProblem, GeneralSecurityException {
        Optional<String> certificate = keys.text("clientCert");
        Optional<String> key = keys.text("clientKey");
        if (certificate.isEmpty() && key.isEmpty()) {
            return new KeyManager[0];
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            throw keys.problem("clientCert", "clientCert and clientKey are only used together");
        }
        List<X509Certificate> chain =
                certificates("clientCert", content("clientCert", certificate.orElseThrow()));
        char[] none = new char[0];
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry(
                    "own",
                    PrivateKeys.read(content("clientKey", key.orElseThrow())),
                    none,
                    chain.toArray(X509Certificate[]::new));
            KeyManagerFactory factory =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, none);
            return factory.getKeyManagers();
        } catch (IOException failure) {
            throw new GeneralSecurityException("an empty key store cannot be made", failure);
        }
    }

    private String content(String key, String file) throws ConnectorProblem {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException | java.nio.file.InvalidPathException _) {
            throw keys.problem(key, "cannot read " + key + " file \"" + file + "\"");
        }
    }
}
