package dev.atrium.dex.server;

import dev.atrium.dex.DexSettings;
import dev.atrium.oidc.keys.IssuerKeys;
import dev.atrium.oidc.keys.JwtSigner;
import dev.atrium.oidc.keys.KeyRing;
import dev.atrium.oidc.vault.VaultKeys;
import dev.atrium.storage.Database;

/// Who signs, and by which keys that is recognised.
record Signing(IssuerKeys keys, JwtSigner signer) {

    static Signing of(
            DexSettings settings, Dex.Surroundings around, Database database, String issuer) {
        return switch (settings.signer()) {
            case DexSettings.Signer.Local local -> {
                KeyRing keys =
                        new KeyRing(
                                database,
                                around.master(),
                                issuer,
                                KeyRing.Rotation.of(local.period(), settings.expiry().idTokens())
                                        .with(local.algorithm()),
                                around.clock(),
                                around.ids());
                yield new Signing(
                        keys, new JwtSigner(keys, around.signatures(), "dex", around.meters()));
            }
            case DexSettings.Signer.Vault vault -> {
                VaultKeys keys = new VaultKeys(vault.place(), around.outgoing(), around.clock());
                yield new Signing(keys, new JwtSigner(keys, "dex", around.meters()));
            }
        };
    }
}
