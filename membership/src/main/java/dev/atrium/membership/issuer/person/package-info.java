/// Who somebody is, from what an upstream provider said: known, declared, linked, or new, and which
/// organizations a first login brings. No request or page is handled here.
@NullMarked
package dev.atrium.membership.issuer.person;

import org.jspecify.annotations.NullMarked;
