package dev.atrium.membership.invitation;

import dev.atrium.membership.ServiceUrl;
import dev.atrium.membership.id.InvitationId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The link that goes to whoever is invited. Who shows it has read the mail, or was given it by the
/// one who invites, which is proof enough whatever address they log in with. It is computed and
/// kept nowhere; it means nothing once the invitation was answered, cancelled or has expired.
public final class InvitationLinks {
    /// Below the base path.
    public static final String PATH = "/invitations/{invitationId}";

    private final byte[] key;
    private final ServiceUrl service;

    public InvitationLinks(byte[] key, ServiceUrl service) {
        this.key = key.clone();
        this.service = service;
    }

    public URI of(InvitationId id) {
        return URI.create(
                service + PATH.replace("{invitationId}", id.value()) + "?token=" + token(id));
    }

    public boolean proves(InvitationId id, String token) {
        return MessageDigest.isEqual(
                token(id).getBytes(StandardCharsets.US_ASCII),
                token.getBytes(StandardCharsets.US_ASCII));
    }

    private String token(InvitationId id) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(id.value().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("HMAC-SHA256 is missing", failure);
        }
    }
}
