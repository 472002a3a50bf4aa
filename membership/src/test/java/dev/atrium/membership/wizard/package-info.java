/// Tests of the wizard.
@NullMarked
package dev.atrium.membership.wizard;

import org.jspecify.annotations.NullMarked;
