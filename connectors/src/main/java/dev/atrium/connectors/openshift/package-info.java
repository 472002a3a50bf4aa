/// OpenShift's own login. Nothing else of Kubernetes is here.
@NullMarked
package dev.atrium.connectors.openshift;

import org.jspecify.annotations.NullMarked;
