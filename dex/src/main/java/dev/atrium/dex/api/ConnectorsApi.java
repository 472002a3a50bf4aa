package dev.atrium.dex.api;

import com.google.protobuf.ByteString;
import dev.atrium.dex.upstream.StoredConnector;
import dev.atrium.dex.upstream.StoredConnectors;
import dev.atrium.kernel.Json;
import dev.atrium.oidc.GoQuote;
import dev.atrium.oidc.GrantType;
import dev.atrium.rpc.dex.Connector;
import dev.atrium.rpc.dex.CreateConnectorReq;
import dev.atrium.rpc.dex.CreateConnectorResp;
import dev.atrium.rpc.dex.DeleteConnectorReq;
import dev.atrium.rpc.dex.DeleteConnectorResp;
import dev.atrium.rpc.dex.ListConnectorResp;
import dev.atrium.rpc.dex.UpdateConnectorReq;
import dev.atrium.rpc.dex.UpdateConnectorResp;
import java.util.List;
import tools.jackson.core.JacksonException;

/// Upstreams. What is written is not compared with what the type reads: a connector that cannot be
/// opened is listed all the same.
final class ConnectorsApi {
    private final List<StoredConnector> declared;
    private final StoredConnectors connectors;
    private final boolean enabled;

    /// @param declared those of the configuration, which cannot be changed
    ConnectorsApi(List<StoredConnector> declared, StoredConnectors connectors, boolean enabled) {
        this.declared = List.copyOf(declared);
        this.connectors = connectors;
        this.enabled = enabled;
    }

    private void check() {
        if (!enabled) {
            throw new ApiProblem("api_connectors_crud feature flag is not enabled");
        }
    }

    CreateConnectorResp create(CreateConnectorReq request) {
        check();
        if (!request.hasConnector()) {
            throw new ApiProblem("no connector supplied");
        }
        Connector given = request.getConnector();
        ApiProblem.required(given.getId(), "no id supplied");
        ApiProblem.required(given.getType(), "no type supplied");
        ApiProblem.required(given.getName(), "no name supplied");
        if (given.getConfig().isEmpty()) {
            throw new ApiProblem("no config supplied");
        }
        checkConfig(given.getConfig());
        checkGrants(given.getGrantTypesList());
        checkDeclared(given.getId(), "create");
        boolean created =
                connectors.add(
                        new StoredConnector(
                                given.getId(),
                                given.getType(),
                                given.getName(),
                                given.getConfig().toByteArray(),
                                given.getGrantTypesList(),
                                1));
        return CreateConnectorResp.newBuilder().setAlreadyExists(!created).build();
    }

    private static void checkConfig(ByteString config) {
        try {
            Json.mapper().readTree(config.toByteArray());
        } catch (JacksonException _) {
            throw new ApiProblem("invalid config supplied");
        }
    }

    private static void checkGrants(List<String> names) {
        for (String name : names) {
            boolean known =
                    GrantType.of(name)
                            .filter(type -> type != GrantType.CLIENT_CREDENTIALS)
                            .filter(type -> type != GrantType.JWT_BEARER)
                            .isPresent();
            if (!known) {
                throw new ApiProblem("unknown grant type " + GoQuote.quote(name));
            }
        }
    }

    private void checkDeclared(String id, String verb) {
        if (declared.stream().anyMatch(connector -> connector.id().equals(id))) {
            throw new ApiProblem(
                    verb
                            + " connector: static connectors: read-only cannot "
                            + verb
                            + " connector");
        }
    }

    UpdateConnectorResp update(UpdateConnectorReq request) {
        check();
        String id = ApiProblem.required(request.getId(), "no id supplied");
        boolean nothing =
                request.getNewType().isEmpty()
                        && request.getNewName().isEmpty()
                        && request.getNewConfig().isEmpty()
                        && !request.hasNewGrantTypes();
        if (nothing) {
            throw new ApiProblem("nothing to update");
        }
        if (!request.getNewConfig().isEmpty()) {
            checkConfig(request.getNewConfig());
        }
        checkGrants(request.getNewGrantTypes().getGrantTypesList());
        checkDeclared(id, "update");
        boolean found = connectors.change(id, old -> changed(old, request));
        return UpdateConnectorResp.newBuilder().setNotFound(!found).build();
    }

    private static StoredConnector changed(StoredConnector old, UpdateConnectorReq request) {
        return new StoredConnector(
                old.id(),
                request.getNewType().isEmpty() ? old.type() : request.getNewType(),
                request.getNewName().isEmpty() ? old.name() : request.getNewName(),
                request.getNewConfig().isEmpty()
                        ? old.config()
                        : request.getNewConfig().toByteArray(),
                request.hasNewGrantTypes()
                        ? request.getNewGrantTypes().getGrantTypesList()
                        : old.grants(),
                old.version() + 1);
    }

    DeleteConnectorResp delete(DeleteConnectorReq request) {
        check();
        String id = ApiProblem.required(request.getId(), "no id supplied");
        checkDeclared(id, "delete");
        return DeleteConnectorResp.newBuilder().setNotFound(!connectors.remove(id)).build();
    }

    ListConnectorResp list() {
        check();
        ListConnectorResp.Builder answer = ListConnectorResp.newBuilder();
        connectors.all().forEach(connector -> answer.addConnectors(wire(connector)));
        declared.forEach(connector -> answer.addConnectors(wire(connector)));
        return answer.build();
    }

    private static Connector wire(StoredConnector connector) {
        return Connector.newBuilder()
                .setId(connector.id())
                .setType(connector.type())
                .setName(connector.name())
                .setConfig(ByteString.copyFrom(connector.config()))
                .addAllGrantTypes(connector.grants())
                .build();
    }
}
