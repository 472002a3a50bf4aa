/// How settings are read.
@NullMarked
package dev.atrium.membership.settings;

import org.jspecify.annotations.NullMarked;
