/// The pages that a person sees on an issuer: plain HTML forms that work without scripts, in one
/// look that a theme can change. A page is a function from a record to HTML; no page decides
/// anything.
@NullMarked
package dev.atrium.oidc.pages;

import org.jspecify.annotations.NullMarked;
