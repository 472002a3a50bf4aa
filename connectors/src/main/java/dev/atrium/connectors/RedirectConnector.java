package dev.atrium.connectors;

import dev.atrium.http.Request;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// An upstream that the browser is sent to and comes back from with an answer.
public non-sealed interface RedirectConnector extends Connector {

    /// Where to send the browser.
    ///
    /// @param callback the absolute URL that the upstream sends the browser back to
    /// @param state what it must bring back unchanged
    Departure depart(Asked asked, String callback, String state) throws UpstreamException;

    /// Reads the upstream's answer.
    ///
    /// @param memory the value that [Departure#memory()] asked to keep
    /// @throws UpstreamException when the answer does not prove who somebody is
    Login arrive(Asked asked, String callback, byte[] memory, Request answer)
            throws UpstreamException;

    /// Whether the upstream makes the browser post its answer, rather than follow a redirect.
    default boolean answersByPost() {
        return false;
    }

    /// @param location where the browser goes
    /// @param memory what the connector needs again on arrival, such as a PKCE verifier; sealed by
    ///     the caller, may be empty
    /// @param fields which the browser posts there; it follows a redirect where there are none
    record Departure(String location, byte[] memory, Map<String, String> fields) {
        public Departure {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        public Departure(String location, byte[] memory) {
            this(location, memory, Map.of());
        }
    }
}
