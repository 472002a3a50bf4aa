package dev.atrium.dex.api;

import dev.atrium.rpc.dex.CreateClientReq;
import dev.atrium.rpc.dex.CreateClientResp;
import dev.atrium.rpc.dex.CreateConnectorReq;
import dev.atrium.rpc.dex.CreateConnectorResp;
import dev.atrium.rpc.dex.CreatePasswordReq;
import dev.atrium.rpc.dex.CreatePasswordResp;
import dev.atrium.rpc.dex.DeleteAuthSessionReq;
import dev.atrium.rpc.dex.DeleteAuthSessionResp;
import dev.atrium.rpc.dex.DeleteClientReq;
import dev.atrium.rpc.dex.DeleteClientResp;
import dev.atrium.rpc.dex.DeleteConnectorReq;
import dev.atrium.rpc.dex.DeleteConnectorResp;
import dev.atrium.rpc.dex.DeleteMFASecretReq;
import dev.atrium.rpc.dex.DeleteMFASecretResp;
import dev.atrium.rpc.dex.DeletePasswordReq;
import dev.atrium.rpc.dex.DeletePasswordResp;
import dev.atrium.rpc.dex.DeleteUserIdentityReq;
import dev.atrium.rpc.dex.DeleteUserIdentityResp;
import dev.atrium.rpc.dex.DeleteWebAuthnCredentialReq;
import dev.atrium.rpc.dex.DeleteWebAuthnCredentialResp;
import dev.atrium.rpc.dex.DexGrpc;
import dev.atrium.rpc.dex.DiscoveryReq;
import dev.atrium.rpc.dex.DiscoveryResp;
import dev.atrium.rpc.dex.GetAuthSessionReq;
import dev.atrium.rpc.dex.GetAuthSessionResp;
import dev.atrium.rpc.dex.GetClientReq;
import dev.atrium.rpc.dex.GetClientResp;
import dev.atrium.rpc.dex.GetUserIdentityReq;
import dev.atrium.rpc.dex.GetUserIdentityResp;
import dev.atrium.rpc.dex.ListAuthSessionsReq;
import dev.atrium.rpc.dex.ListAuthSessionsResp;
import dev.atrium.rpc.dex.ListClientReq;
import dev.atrium.rpc.dex.ListClientResp;
import dev.atrium.rpc.dex.ListConnectorReq;
import dev.atrium.rpc.dex.ListConnectorResp;
import dev.atrium.rpc.dex.ListMFADevicesReq;
import dev.atrium.rpc.dex.ListMFADevicesResp;
import dev.atrium.rpc.dex.ListPasswordReq;
import dev.atrium.rpc.dex.ListPasswordResp;
import dev.atrium.rpc.dex.ListRefreshReq;
import dev.atrium.rpc.dex.ListRefreshResp;
import dev.atrium.rpc.dex.ListUserIdentitiesReq;
import dev.atrium.rpc.dex.ListUserIdentitiesResp;
import dev.atrium.rpc.dex.ResetMFAReq;
import dev.atrium.rpc.dex.ResetMFAResp;
import dev.atrium.rpc.dex.RevokeConsentReq;
import dev.atrium.rpc.dex.RevokeConsentResp;
import dev.atrium.rpc.dex.RevokeRefreshReq;
import dev.atrium.rpc.dex.RevokeRefreshResp;
import dev.atrium.rpc.dex.TerminateSessionsByConnectorReq;
import dev.atrium.rpc.dex.TerminateSessionsByConnectorResp;
import dev.atrium.rpc.dex.TerminateSessionsByUserReq;
import dev.atrium.rpc.dex.TerminateSessionsByUserResp;
import dev.atrium.rpc.dex.UpdateClientReq;
import dev.atrium.rpc.dex.UpdateClientResp;
import dev.atrium.rpc.dex.UpdateConnectorReq;
import dev.atrium.rpc.dex.UpdateConnectorResp;
import dev.atrium.rpc.dex.UpdatePasswordReq;
import dev.atrium.rpc.dex.UpdatePasswordResp;
import dev.atrium.rpc.dex.VerifyPasswordReq;
import dev.atrium.rpc.dex.VerifyPasswordResp;
import dev.atrium.rpc.dex.VersionReq;
import dev.atrium.rpc.dex.VersionResp;
import io.grpc.stub.StreamObserver;
import java.util.Optional;

/// Every call, handed to the class that answers it.
public final class DexApi extends DexGrpc.DexImplBase {
    private final AboutApi about;
    private final ClientsApi clients;
    private final Optional<PasswordsApi> passwords;
    private final ConnectorsApi connectors;
    private final RefreshApi refresh;
    private final Optional<Logins> logins;

    /// Calls about people who have logged in.
    record Logins(SessionsApi sessions, PeopleApi people, FactorsApi factors) {}

    DexApi(
            AboutApi about,
            ClientsApi clients,
            Optional<PasswordsApi> passwords,
            ConnectorsApi connectors,
            RefreshApi refresh,
            Optional<Logins> logins) {
        this.about = about;
        this.clients = clients;
        this.passwords = passwords;
        this.connectors = connectors;
        this.refresh = refresh;
        this.logins = logins;
    }

    private PasswordsApi passwords() {
        return passwords.orElseThrow(
                () -> new ApiProblem("passwords are not kept here: enablePasswordDB is not set"));
    }

    private Logins logins() {
        return logins.orElseThrow(
                () -> new ApiProblem("api_sessions_identities_crud feature flag is not enabled"));
    }

    @Override
    public void getClient(GetClientReq request, StreamObserver<GetClientResp> answer) {
        Answers.give(answer, () -> clients.get(request));
    }

    @Override
    public void createClient(CreateClientReq request, StreamObserver<CreateClientResp> answer) {
        Answers.give(answer, () -> clients.create(request));
    }

    @Override
    public void updateClient(UpdateClientReq request, StreamObserver<UpdateClientResp> answer) {
        Answers.give(answer, () -> clients.update(request));
    }

    @Override
    public void deleteClient(DeleteClientReq request, StreamObserver<DeleteClientResp> answer) {
        Answers.give(answer, () -> clients.delete(request));
    }

    @Override
    public void listClients(ListClientReq request, StreamObserver<ListClientResp> answer) {
        Answers.give(answer, () -> clients.list());
    }

    @Override
    public void createPassword(
            CreatePasswordReq request, StreamObserver<CreatePasswordResp> answer) {
        Answers.give(answer, () -> passwords().create(request));
    }

    @Override
    public void updatePassword(
            UpdatePasswordReq request, StreamObserver<UpdatePasswordResp> answer) {
        Answers.give(answer, () -> passwords().update(request));
    }

    @Override
    public void deletePassword(
            DeletePasswordReq request, StreamObserver<DeletePasswordResp> answer) {
        Answers.give(answer, () -> passwords().delete(request));
    }

    @Override
    public void listPasswords(ListPasswordReq request, StreamObserver<ListPasswordResp> answer) {
        Answers.give(answer, () -> passwords().list());
    }

    @Override
    public void verifyPassword(
            VerifyPasswordReq request, StreamObserver<VerifyPasswordResp> answer) {
        Answers.give(answer, () -> passwords().verify(request));
    }

    @Override
    public void createConnector(
            CreateConnectorReq request, StreamObserver<CreateConnectorResp> answer) {
        Answers.give(answer, () -> connectors.create(request));
    }

    @Override
    public void updateConnector(
            UpdateConnectorReq request, StreamObserver<UpdateConnectorResp> answer) {
        Answers.give(answer, () -> connectors.update(request));
    }

    @Override
    public void deleteConnector(
            DeleteConnectorReq request, StreamObserver<DeleteConnectorResp> answer) {
        Answers.give(answer, () -> connectors.delete(request));
    }

    @Override
    public void listConnectors(ListConnectorReq request, StreamObserver<ListConnectorResp> answer) {
        Answers.give(answer, () -> connectors.list());
    }

    @Override
    public void getVersion(VersionReq request, StreamObserver<VersionResp> answer) {
        Answers.give(answer, () -> about.version());
    }

    @Override
    public void getDiscovery(DiscoveryReq request, StreamObserver<DiscoveryResp> answer) {
        Answers.give(answer, () -> about.discovery());
    }

    @Override
    public void listRefresh(ListRefreshReq request, StreamObserver<ListRefreshResp> answer) {
        Answers.give(answer, () -> refresh.list(request));
    }

    @Override
    public void revokeRefresh(RevokeRefreshReq request, StreamObserver<RevokeRefreshResp> answer) {
        Answers.give(answer, () -> refresh.revoke(request));
    }

    @Override
    public void getAuthSession(
            GetAuthSessionReq request, StreamObserver<GetAuthSessionResp> answer) {
        Answers.give(answer, () -> logins().sessions().get(request));
    }

    @Override
    public void listAuthSessions(
            ListAuthSessionsReq request, StreamObserver<ListAuthSessionsResp> answer) {
        Answers.give(answer, () -> logins().sessions().list(request));
    }

    @Override
    public void deleteAuthSession(
            DeleteAuthSessionReq request, StreamObserver<DeleteAuthSessionResp> answer) {
        Answers.give(answer, () -> logins().sessions().delete(request));
    }

    @Override
    public void terminateSessionsByConnector(
            TerminateSessionsByConnectorReq request,
            StreamObserver<TerminateSessionsByConnectorResp> answer) {
        Answers.give(answer, () -> logins().sessions().ofConnector(request));
    }

    @Override
    public void terminateSessionsByUser(
            TerminateSessionsByUserReq request,
            StreamObserver<TerminateSessionsByUserResp> answer) {
        Answers.give(answer, () -> logins().sessions().ofUser(request));
    }

    @Override
    public void getUserIdentity(
            GetUserIdentityReq request, StreamObserver<GetUserIdentityResp> answer) {
        Answers.give(answer, () -> logins().people().get(request));
    }

    @Override
    public void listUserIdentities(
            ListUserIdentitiesReq request, StreamObserver<ListUserIdentitiesResp> answer) {
        Answers.give(answer, () -> logins().people().list());
    }

    @Override
    public void deleteUserIdentity(
            DeleteUserIdentityReq request, StreamObserver<DeleteUserIdentityResp> answer) {
        Answers.give(answer, () -> logins().people().delete(request));
    }

    @Override
    public void revokeConsent(RevokeConsentReq request, StreamObserver<RevokeConsentResp> answer) {
        Answers.give(answer, () -> logins().people().withdraw(request));
    }

    @Override
    public void resetMFA(ResetMFAReq request, StreamObserver<ResetMFAResp> answer) {
        Answers.give(answer, () -> logins().factors().reset(request));
    }

    @Override
    public void listMFADevices(
            ListMFADevicesReq request, StreamObserver<ListMFADevicesResp> answer) {
        Answers.give(answer, () -> logins().factors().list(request));
    }

    @Override
    public void deleteWebAuthnCredential(
            DeleteWebAuthnCredentialReq request,
            StreamObserver<DeleteWebAuthnCredentialResp> answer) {
        Answers.give(answer, () -> logins().factors().deleteCredential(request));
    }

    @Override
    public void deleteMFASecret(
            DeleteMFASecretReq request, StreamObserver<DeleteMFASecretResp> answer) {
        Answers.give(answer, () -> logins().factors().deleteSecret(request));
    }
}
