package dev.atrium.oidc.device;

import dev.atrium.oidc.client.ClientId;
import dev.atrium.oidc.token.Challenge;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a device asked for.
///
/// @param secret as presented, for issuers that look at it only when the person approves
/// @param data what the role remembers of other parameters
public record DeviceRequest(
        ClientId client, String secret, List<String> scopes, Challenge challenge, JsonNode data) {
    public DeviceRequest {
        scopes = List.copyOf(scopes);
    }
}
