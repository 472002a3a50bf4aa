/// The edge towards HTTP: routes, requests, responses, cookies, the server and the outgoing client.
/// It is the only module that imports the web library, and it knows no feature: what a path means
/// belongs to the module that declares its route, and how an error looks belongs to the
/// [dev.atrium.http.ErrorEdge] that the role passes in.
@NullMarked
package dev.atrium.http;

import org.jspecify.annotations.NullMarked;
