package dev.atrium.dex.api;

import dev.atrium.rpc.dex.DeleteMFASecretResp;
import dev.atrium.rpc.dex.DeleteWebAuthnCredentialResp;
import dev.atrium.rpc.dex.ListMFADevicesReq;
import dev.atrium.rpc.dex.ListMFADevicesResp;
import dev.atrium.rpc.dex.ResetMFAReq;
import dev.atrium.rpc.dex.ResetMFAResp;

/// Second factors, of which nobody has one yet: a configuration that asks for them is refused at
/// the start.
final class FactorsApi {
    private final PeopleApi people;

    FactorsApi(PeopleApi people) {
        this.people = people;
    }

    ResetMFAResp reset(ResetMFAReq request) {
        return ResetMFAResp.newBuilder()
                .setNotFound(!people.knows(request.getUserId(), request.getConnectorId()))
                .build();
    }

    ListMFADevicesResp list(ListMFADevicesReq request) {
        if (!people.knows(request.getUserId(), request.getConnectorId())) {
            throw new ApiProblem("not found");
        }
        return ListMFADevicesResp.getDefaultInstance();
    }

    DeleteWebAuthnCredentialResp deleteCredential() {
        return DeleteWebAuthnCredentialResp.newBuilder().setNotFound(true).build();
    }

    DeleteMFASecretResp deleteSecret() {
        return DeleteMFASecretResp.newBuilder().setNotFound(true).build();
    }
}
