package dev.atrium.dex.api;

import dev.atrium.rpc.dex.DeleteMFASecretReq;
import dev.atrium.rpc.dex.DeleteMFASecretResp;
import dev.atrium.rpc.dex.DeleteWebAuthnCredentialReq;
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

    DeleteWebAuthnCredentialResp deleteCredential(DeleteWebAuthnCredentialReq request) {
        ApiProblem.required(request.getUserId(), "no user_id supplied");
        ApiProblem.required(request.getConnectorId(), "no connector_id supplied");
        if (request.getCredentialId().isEmpty()) {
            throw new ApiProblem("no credential_id supplied");
        }
        return DeleteWebAuthnCredentialResp.newBuilder().setNotFound(true).build();
    }

    DeleteMFASecretResp deleteSecret(DeleteMFASecretReq request) {
        ApiProblem.required(request.getUserId(), "no user_id supplied");
        ApiProblem.required(request.getConnectorId(), "no connector_id supplied");
        ApiProblem.required(request.getAuthenticatorId(), "no authenticator_id supplied");
        return DeleteMFASecretResp.newBuilder().setNotFound(true).build();
    }
}
