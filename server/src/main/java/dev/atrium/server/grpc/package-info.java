/// The gRPC listener and its standard health service. Services of the roles are passed in; none is
/// written here. What a call means belongs to the role that brings the service.
@NullMarked
package dev.atrium.server.grpc;

import org.jspecify.annotations.NullMarked;
