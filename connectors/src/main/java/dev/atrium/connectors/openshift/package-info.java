/// OpenShift's own login: its discovery, who somebody is, and the groups they are in. Nothing else
/// of Kubernetes is here.
@NullMarked
package dev.atrium.connectors.openshift;

import org.jspecify.annotations.NullMarked;
