package dev.atrium.membership.stack;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.nio.charset.StandardCharsets;

/// The client secret with which a stack's own auth service asks us for logins. It must be given
/// back in clear to regions, so it is sealed rather than hashed. One that somebody wrote into the
/// table by hand is sealed when it is first read.
public final class StackSecrets {
    private static final String PURPOSE = "membership.stacks.client_secret";

    private final StackSecretStore store;
    private final MasterKey key;

    public StackSecrets(StackSecretStore store, MasterKey key) {
        this.store = store;
        this.key = key;
    }

    public byte[] seal(OrganizationId organization, StackId stack, Secret secret) {
        return key.seal(
                PURPOSE,
                row(organization, stack),
                secret.reveal().getBytes(StandardCharsets.UTF_8));
    }

    /// @throws Problem.NotFound when there is no such stack, or it has no secret
    public Secret read(Tx tx, OrganizationId organization, StackId stack) {
        StackSecretStore.StoredSecret stored =
                store.secret(tx, organization, stack)
                        .orElseThrow(() -> new Problem.NotFound("stack", stack.value()));
        if (stored.clear().isPresent()) {
            Secret clear = Secret.of(stored.clear().orElseThrow());
            store.seal(tx, organization, stack, seal(organization, stack, clear));
            return clear;
        }
        byte[] sealed =
                stored.sealed()
                        .orElseThrow(
                                () ->
                                        new Problem.NotFound(
                                                "client secret of stack", stack.value()));
        return Secret.of(
                new String(
                        key.open(PURPOSE, row(organization, stack), sealed),
                        StandardCharsets.UTF_8));
    }

    private static String row(OrganizationId organization, StackId stack) {
        return organization + "/" + stack;
    }
}
