package dev.atrium.console.login;

import dev.atrium.http.Request;
import dev.atrium.kernel.Problem;
import java.net.URI;

/// Refuses requests that another site's page made the browser send. Browsers state where a request
/// comes from in `Sec-Fetch-Site`, older ones in `Origin`; a request without either is not from a
/// browser's form.
public final class SameOrigin {
    private SameOrigin() {}

    /// @throws Problem.Forbidden when the browser says that the request comes from elsewhere
    public static void require(Request request, URI publicUrl) {
        String site = request.header("Sec-Fetch-Site").orElse("");
        String origin = request.header("Origin").orElse("");
        boolean foreignSite =
                !site.isEmpty() && !site.equals("same-origin") && !site.equals("none");
        boolean foreignOrigin = !origin.isEmpty() && !origin.equals(publicUrl.toString());
        if (foreignSite || foreignOrigin) {
            throw new Problem.Forbidden("this request was sent by a page of another site");
        }
    }
}
