package dev.atrium.server.role;

import dev.atrium.dex.audit.LoginHistory;
import dev.atrium.membership.signin.SignIn;
import dev.atrium.membership.signin.SignInTrail;
import dev.atrium.oidc.token.ProtoPair;
import java.util.List;

/// What Dex records of logins, for Membership. The two need not share a process, only a database;
/// elsewhere Dex's record is not there, and nothing is.
final class DexSignIns implements SignInTrail {
    private final LoginHistory history;

    DexSignIns(LoginHistory history) {
        this.history = history;
    }

    @Override
    public boolean records(List<Name> names) {
        return history.records(names.stream().map(Name::issuer).distinct().toList());
    }

    @Override
    public List<SignIn> of(List<Name> names, long before, int limit) {
        return history
                .of(names.stream().map(DexSignIns::account).distinct().toList(), before, limit)
                .stream()
                .map(DexSignIns::signIn)
                .toList();
    }

    /// Without its scope for federated claims Dex tells connector and user id in `sub` only.
    private static LoginHistory.Account account(Name name) {
        if (!name.connector().isEmpty()) {
            return new LoginHistory.Account(name.issuer(), name.connector(), name.subject());
        }
        return ProtoPair.decode(name.subject())
                .map(pair -> new LoginHistory.Account(name.issuer(), pair.second(), pair.first()))
                .orElseGet(() -> new LoginHistory.Account(name.issuer(), "", name.subject()));
    }

    private static SignIn signIn(LoginHistory.Line line) {
        return new SignIn(
                line.seq(),
                line.event().at(),
                switch (line.event().outcome()) {
                    case SUCCESS -> SignIn.Outcome.SUCCESS;
                    case REFUSED -> SignIn.Outcome.REFUSED;
                    case THROTTLED -> SignIn.Outcome.THROTTLED;
                    case FAILURE -> SignIn.Outcome.FAILURE;
                },
                line.event().connector(),
                line.event().client(),
                line.event().address(),
                line.event().userAgent());
    }
}
