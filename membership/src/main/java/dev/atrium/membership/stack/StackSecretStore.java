package dev.atrium.membership.stack;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.util.Optional;

/// SQL of the OAuth clients of stacks.
public final class StackSecretStore {

    /// A secret as it is stored: in clear where somebody wrote it by hand, sealed otherwise.
    record StoredSecret(Optional<String> clear, Optional<byte[]> sealed) {}

    Optional<StoredSecret> secret(Tx tx, OrganizationId organization, StackId id) {
        return tx.sql()
                .createQuery(
                        """
                        select client_secret, client_secret_sealed from membership.stacks
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .map(
                        (row, _) ->
                                new StoredSecret(
                                        Columns.text(row, "client_secret"),
                                        Optional.ofNullable(row.getBytes("client_secret_sealed"))))
                .findOne();
    }

    void seal(Tx tx, OrganizationId organization, StackId id, byte[] sealed) {
        tx.sql()
                .createUpdate(
                        """
                        update membership.stacks
                        set client_secret = null, client_secret_sealed = :sealed
                        where organization_id = :organization and id = :id
                        """)
                .bind("organization", organization.value())
                .bind("id", id.value())
                .bind("sealed", sealed)
                .execute();
    }

    /// A stack by the id of its OAuth client.
    ///
    /// @param secret whether it has one; a row that somebody wrote by hand may lack it
    public record Owner(
            OrganizationId organization, StackId id, String name, String uri, boolean secret) {}

    /// Of a stack that is not deleted.
    public Optional<Owner> owner(Tx tx, String client) {
        return tx.sql()
                .createQuery(
                        """
                        select stack.organization_id, stack.id, stack.name, region.base_url,
                               stack.client_secret is not null or stack.client_secret_sealed is not null as secret
                        from membership.stacks stack
                        join membership.regions region on region.id = stack.region_id
                        where 'stack_' || stack.organization_id || '_' || stack.id = :client
                          and stack.state <> 'DELETED'
                        """)
                .bind("client", client)
                .map(
                        (row, _) -> {
                            OrganizationId organization =
                                    new OrganizationId(row.getString("organization_id"));
                            StackId id = new StackId(row.getString("id"));
                            return new Owner(
                                    organization,
                                    id,
                                    row.getString("name"),
                                    StackAddress.of(row.getString("base_url"), organization, id),
                                    row.getBoolean("secret"));
                        })
                .findOne();
    }
}
