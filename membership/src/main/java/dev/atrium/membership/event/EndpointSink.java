package dev.atrium.membership.event;

import dev.atrium.http.outgoing.OutgoingException;
import dev.atrium.http.outgoing.OutgoingHttp;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Posts an event to an endpoint, signed as Standard Webhooks has it: HMAC-SHA256 over
/// `id.timestamp.body`, so that neither can be changed and an old one is known as such.
final class EndpointSink implements Sink {
    private final Endpoints.Armed endpoint;
    private final OutgoingHttp http;
    private final Clock clock;

    EndpointSink(Endpoints.Armed endpoint, OutgoingHttp http, Clock clock) {
        this.endpoint = endpoint;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "endpoint";
    }

    @Override
    public Patience patience() {
        return Patience.LIMITED;
    }

    @Override
    public void deliver(Event event) throws Refusal {
        byte[] body = event.json();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        HttpRequest request =
                HttpRequest.newBuilder(endpoint.url())
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "atrium")
                        .header("webhook-id", event.id())
                        .header("webhook-timestamp", timestamp)
                        .header("webhook-signature", "v1," + sign(event.id(), timestamp, body))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            int status = http.send(request).status();
            if (status / 100 != 2) {
                throw new Refusal("the endpoint answered " + status);
            }
        } catch (OutgoingException failure) {
            throw new Refusal(String.valueOf(failure.getMessage()), failure);
        }
    }

    private String sign(String id, String timestamp, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(endpoint.key(), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("HMAC-SHA256 is missing", failure);
        }
    }
}
