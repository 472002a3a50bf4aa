/// The published description of the API: an OpenAPI document of our own, kept in one YAML file for
/// each feature beside this package's classes, and the page that shows it. No operation is
/// implemented here, and nothing decides by what the document says; tests hold the two together.
@NullMarked
package dev.atrium.membership.document;

import org.jspecify.annotations.NullMarked;
