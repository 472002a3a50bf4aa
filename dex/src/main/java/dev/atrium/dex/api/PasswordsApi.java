package dev.atrium.dex.api;

import com.google.protobuf.ByteString;
import dev.atrium.connectors.local.BcryptHash;
import dev.atrium.connectors.local.LocalPeople;
import dev.atrium.connectors.local.LocalUser;
import dev.atrium.kernel.Secret;
import dev.atrium.oidc.throttle.Guess;
import dev.atrium.oidc.throttle.Throttle;
import dev.atrium.rpc.dex.CreatePasswordReq;
import dev.atrium.rpc.dex.CreatePasswordResp;
import dev.atrium.rpc.dex.DeletePasswordReq;
import dev.atrium.rpc.dex.DeletePasswordResp;
import dev.atrium.rpc.dex.ListPasswordResp;
import dev.atrium.rpc.dex.Password;
import dev.atrium.rpc.dex.UpdatePasswordReq;
import dev.atrium.rpc.dex.UpdatePasswordResp;
import dev.atrium.rpc.dex.VerifyPasswordReq;
import dev.atrium.rpc.dex.VerifyPasswordResp;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The people whom we know by a password.
final class PasswordsApi {
    private static final String CONNECTOR = "local";

    private final LocalPeople people;
    private final Throttle throttle;

    PasswordsApi(LocalPeople people, Throttle throttle) {
        this.people = people;
        this.throttle = throttle;
    }

    CreatePasswordResp create(CreatePasswordReq request) {
        if (!request.hasPassword()) {
            throw new ApiProblem("no password supplied");
        }
        Password given = request.getPassword();
        ApiProblem.required(given.getUserId(), "no user ID supplied");
        if (given.getHash().isEmpty()) {
            throw new ApiProblem("no hash of password supplied");
        }
        Secret hash = hash(given.getHash());
        if (people.isDeclared(given.getEmail())) {
            throw new ApiProblem(
                    "create password: static passwords: read-only cannot create password");
        }
        boolean created =
                people.stored()
                        .create(
                                new LocalUser(
                                        given.getEmail().toLowerCase(Locale.ROOT),
                                        hash,
                                        given.getUserId(),
                                        given.getUsername(),
                                        "",
                                        Optional.empty(),
                                        true,
                                        List.of()));
        return CreatePasswordResp.newBuilder().setAlreadyExists(!created).build();
    }

    private static Secret hash(ByteString given) {
        Secret text = Secret.of(given.toStringUtf8());
        BcryptHash hash;
        try {
            hash = BcryptHash.parse(text);
        } catch (IllegalArgumentException _) {
            throw new ApiProblem(
                    "parsing bcrypt hash: crypto/bcrypt: hashedSecret too short to be a bcrypted password");
        }
        if (hash.cost() < BcryptHash.LOWEST_COST) {
            throw new ApiProblem(
                    "given hash cost = "
                            + hash.cost()
                            + " does not meet minimum cost requirement = "
                            + BcryptHash.LOWEST_COST);
        }
        if (hash.cost() > BcryptHash.HIGHEST_COST) {
            throw new ApiProblem(
                    "given hash cost = "
                            + hash.cost()
                            + " is above upper bound cost = "
                            + BcryptHash.HIGHEST_COST
                            + ", recommended cost = 12");
        }
        return text;
    }

    UpdatePasswordResp update(UpdatePasswordReq request) {
        String email = ApiProblem.required(request.getEmail(), "no email supplied");
        if (request.getNewHash().isEmpty() && request.getNewUsername().isEmpty()) {
            throw new ApiProblem("nothing to update");
        }
        Optional<Secret> hash =
                request.getNewHash().isEmpty()
                        ? Optional.empty()
                        : Optional.of(hash(request.getNewHash()));
        if (people.isDeclared(email)) {
            throw new ApiProblem(
                    "update password: static passwords: read-only cannot update password");
        }
        Optional<String> name =
                Optional.of(request.getNewUsername()).filter(given -> !given.isEmpty());
        return UpdatePasswordResp.newBuilder()
                .setNotFound(!people.stored().change(email, hash, name))
                .build();
    }

    DeletePasswordResp delete(DeletePasswordReq request) {
        String email = ApiProblem.required(request.getEmail(), "no email supplied");
        if (people.isDeclared(email)) {
            throw new ApiProblem(
                    "delete password: static passwords: read-only cannot delete password");
        }
        return DeletePasswordResp.newBuilder().setNotFound(!people.stored().delete(email)).build();
    }

    ListPasswordResp list() {
        ListPasswordResp.Builder answer = ListPasswordResp.newBuilder();
        for (LocalUser user : people.all()) {
            answer.addPasswords(
                    Password.newBuilder()
                            .setEmail(user.email())
                            .setUsername(user.username())
                            .setUserId(user.userId()));
        }
        return answer.build();
    }

    VerifyPasswordResp verify(VerifyPasswordReq request) {
        String email = ApiProblem.required(request.getEmail(), "no email supplied");
        String password =
                ApiProblem.required(request.getPassword(), "no password to verify supplied");
        Guess.Account account = new Guess.Account(CONNECTOR, email);
        Guess.Program caller = new Guess.Program(Caller.address());
        boolean forgives = throttle.check(account, caller);
        Optional<LocalUser> user = people.find(email);
        boolean verified =
                user.isPresent() && BcryptHash.parse(user.orElseThrow().hash()).matches(password);
        if (!verified) {
            throttle.refused(account, caller);
        } else if (forgives) {
            throttle.accepted(account);
        }
        return VerifyPasswordResp.newBuilder()
                .setVerified(verified)
                .setNotFound(user.isEmpty())
                .build();
    }
}
