package dev.atrium.membership.signin;

import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.rest.Listing;
import java.util.List;
import java.util.Optional;

/// `GET /users/{userId}/sign-ins`, newest first.
public final class SignInApi {
    private static final int USUAL_PAGE = 50;

    private final SignIns signIns;

    public SignInApi(SignIns signIns) {
        this.signIns = signIns;
    }

    private record Beside(boolean recorded) {}

    public List<Route> routes(Gate gate) {
        return List.of(gate.guard(Operation.LIST_SIGN_INS, this::list));
    }

    private Response list(Call call) {
        SignIns.Recorded of = signIns.of(new UserId(call.request().segment("userId")));
        return new Listing<SignIn>(
                        "sign-ins",
                        Listing.Rows.numbered(Long.MAX_VALUE, of::before),
                        signIn -> Long.toString(signIn.seq()),
                        SignIn::wire)
                .nested(call.request(), USUAL_PAGE, Optional.of(new Beside(of.anything())));
    }
}
