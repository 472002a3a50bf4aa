/// SAML 2.0 identity providers: a request by the browser, and a signed answer that it posts. What
/// is read of an answer is parsed again from the very bytes that the signature covers, so nothing
/// beside them can be taken for them.
@NullMarked
package dev.atrium.connectors.saml;

import org.jspecify.annotations.NullMarked;
