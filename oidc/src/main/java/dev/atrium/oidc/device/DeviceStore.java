package dev.atrium.oidc.device;

import dev.atrium.kernel.Json;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.token.Challenge;
import dev.atrium.oidc.token.GrantSeal;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Device codes as rows.
final class DeviceStore {
    private static final String REQUEST = "oidc.device_requests";
    private static final String GRANT = "oidc.device_grants";
    private static final String COLUMNS =
            "code_hash, user_code, sealed_request, state, sealed_grant, c_hash, last_poll_at, interval_seconds, expires_at";

    private final MasterKey master;
    private final GrantSeal seal;
    private final String role;

    DeviceStore(MasterKey master, String role) {
        this.master = master;
        this.seal = new GrantSeal(master, role);
        this.role = role;
    }

    void insert(Tx tx, DeviceCodes.Waiting waiting, String address) {
        tx.sql()
                .createUpdate(
                        """
                        insert into <schema>.device_codes
                            (code_hash, user_code, client_id, address, sealed_request, state, interval_seconds, expires_at)
                        values (:hash, :userCode, :client, :address, :request, 'WAITING', :interval, :expires)
                        """)
                .bind("hash", waiting.hash())
                .bind("userCode", waiting.userCode())
                .bind("client", waiting.request().client().value())
                .bind("address", address)
                .bind(
                        "request",
                        master.seal(
                                REQUEST, row(waiting.hash()), Json.bytes(write(waiting.request()))))
                .bind("interval", waiting.interval().toSeconds())
                .bind("expires", waiting.expires())
                .execute();
    }

    int waiting(Tx tx, ClientId client, String address, Instant now) {
        return tx.sql()
                .createQuery(
                        """
                        select count(*) from <schema>.device_codes
                        where client_id = :client and address = :address and state = 'WAITING' and expires_at > :now
                        """)
                .bind("client", client.value())
                .bind("address", address)
                .bind("now", now)
                .mapTo(Integer.class)
                .one();
    }

    Optional<DeviceCodes.Waiting> byCode(Tx tx, byte[] hash) {
        return tx.sql()
                .createQuery(
                        "select " + COLUMNS + " from <schema>.device_codes where code_hash = :hash")
                .bind("hash", hash)
                .map((row, _) -> read(row))
                .findOne();
    }

    Optional<DeviceCodes.Waiting> byUserCode(Tx tx, String userCode) {
        return tx.sql()
                .createQuery(
                        "select "
                                + COLUMNS
                                + " from <schema>.device_codes where user_code = :userCode")
                .bind("userCode", userCode)
                .map((row, _) -> read(row))
                .findOne();
    }

    void polled(Tx tx, byte[] hash, Instant now, Duration interval) {
        tx.sql()
                .createUpdate(
                        """
                        update <schema>.device_codes set last_poll_at = :now, interval_seconds = :interval
                        where code_hash = :hash
                        """)
                .bind("hash", hash)
                .bind("now", now)
                .bind("interval", interval.toSeconds())
                .execute();
    }

    /// @return false when it does not wait any more
    boolean decide(
            Tx tx,
            byte[] hash,
            DeviceCodes.State state,
            Optional<DeviceCodes.Approval> approval,
            Instant now) {
        return tx.sql()
                        .createUpdate(
                                """
                                update <schema>.device_codes set state = :state, sealed_grant = :grant, c_hash = :codeHash
                                where code_hash = :hash and state = 'WAITING' and expires_at > :now
                                """)
                        .bind("hash", hash)
                        .bind("state", state.name())
                        .bind(
                                "grant",
                                approval.map(given -> seal.seal(GRANT, row(hash), given.grant())))
                        .bind("codeHash", approval.flatMap(DeviceCodes.Approval::codeHash))
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /// @return false when somebody else was quicker
    boolean delete(Tx tx, byte[] hash) {
        return tx.sql()
                        .createUpdate("delete from <schema>.device_codes where code_hash = :hash")
                        .bind("hash", hash)
                        .execute()
                == 1;
    }

    private DeviceCodes.Waiting read(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes("code_hash");
        byte[] grant = row.getBytes("sealed_grant");
        return new DeviceCodes.Waiting(
                hash,
                row.getString("user_code"),
                request(
                        Json.mapper()
                                .readTree(
                                        master.open(
                                                REQUEST,
                                                row(hash),
                                                row.getBytes("sealed_request")))),
                DeviceCodes.State.valueOf(row.getString("state")),
                grant == null
                        ? Optional.empty()
                        : Optional.of(
                                new DeviceCodes.Approval(
                                        seal.open(GRANT, row(hash), grant),
                                        Optional.ofNullable(row.getString("c_hash")))),
                Optional.ofNullable(row.getTimestamp("last_poll_at")).map(time -> time.toInstant()),
                Duration.ofSeconds(row.getInt("interval_seconds")),
                row.getTimestamp("expires_at").toInstant());
    }

    private static ObjectNode write(DeviceRequest request) {
        ObjectNode node = Json.mapper().createObjectNode();
        node.put("client", request.client().value());
        node.put("secret", request.secret());
        node.set("scopes", Json.mapper().valueToTree(request.scopes()));
        node.put("challenge", request.challenge().value());
        node.put("method", request.challenge().method());
        node.set("data", request.data());
        return node;
    }

    private static DeviceRequest request(JsonNode node) {
        List<String> scopes =
                StreamSupport.stream(node.path("scopes").spliterator(), false)
                        .map(JsonNode::asString)
                        .toList();
        return new DeviceRequest(
                new ClientId(node.path("client").asString("")),
                node.path("secret").asString(""),
                scopes,
                new Challenge(
                        node.path("challenge").asString(""), node.path("method").asString("")),
                node.path("data"));
    }

    private String row(byte[] hash) {
        return role + " " + Digest.base64Url(hash);
    }
}
