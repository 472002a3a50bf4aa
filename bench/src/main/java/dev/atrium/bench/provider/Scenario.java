package dev.atrium.bench.provider;

import dev.atrium.bench.provider.RelyingParty.Tokens;
import java.io.IOException;

/// What is asked of a provider again and again.
public enum Scenario {
    REFRESH("refresh grant, rotated") {
        @Override
        Operation begin(RelyingParty party, int worker) throws IOException {
            return new Operation() {
                private Tokens tokens =
                        party.logIn("local", Account.login(worker), RelyingParty.OFFLINE);

                @Override
                public void once() throws IOException {
                    tokens = party.refresh(tokens);
                }
            };
        }
    },
    LOGIN("whole login, nothing hashed") {
        @Override
        Operation begin(RelyingParty party, int worker) {
            return () -> party.logIn("mock", Account.MOCK, RelyingParty.LOGIN);
        }
    },
    CLIENT_CREDENTIALS("client credentials") {
        @Override
        Operation begin(RelyingParty party, int worker) {
            return party::clientCredentials;
        }
    },
    USERINFO("userinfo") {
        @Override
        Operation begin(RelyingParty party, int worker) throws IOException {
            Tokens tokens = party.logIn("local", Account.login(worker), RelyingParty.OFFLINE);
            return () -> party.get("/userinfo", tokens.access());
        }
    },
    INTROSPECTION("introspection") {
        @Override
        Operation begin(RelyingParty party, int worker) throws IOException {
            Tokens tokens = party.logIn("local", Account.login(worker), RelyingParty.OFFLINE);
            return () -> party.introspect(tokens);
        }
    },
    DISCOVERY("discovery") {
        @Override
        Operation begin(RelyingParty party, int worker) {
            return () -> party.get("/.well-known/openid-configuration", "");
        }
    },
    KEYS("keys") {
        @Override
        Operation begin(RelyingParty party, int worker) {
            return () -> party.get("/keys", "");
        }
    };

    private final String text;

    Scenario(String text) {
        this.text = text;
    }

    /// One of a worker's operations; it fails for any answer but the one that is due.
    @FunctionalInterface
    interface Operation {
        void once() throws IOException;
    }

    /// Does what an operation needs beforehand, such as a login.
    abstract Operation begin(RelyingParty party, int worker) throws IOException;

    String text() {
        return text;
    }
}
