/// fctl as its recorded sessions show it: each request is sent again as it was, and the answer must
/// have the recorded status and shape. What state the requests meet is the test's business.
@NullMarked
package dev.atrium.testkit.fctl;

import org.jspecify.annotations.NullMarked;
