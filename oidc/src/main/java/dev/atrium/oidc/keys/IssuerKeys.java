package dev.atrium.oidc.keys;

import java.util.List;
import java.util.Optional;

/// The keys by which the tokens of one issuer are recognised, wherever they are kept.
public interface IssuerKeys extends AutoCloseable {
    /// Loads the keys and follows them until closed.
    void start();

    /// One look at whether anything is due. Safe at any time in any replica; done regularly from
    /// the start on.
    void maintain();

    /// What another replica says on [KeyRing#CHANNEL].
    void changed(String payload);

    /// Every key whose signatures count, the one that signs now first.
    ///
    /// @throws SignerUnavailable when none was ever seen
    List<PublishedKey> published();

    /// A key by its id; an unknown one is looked for where the keys are kept, yet not at each call.
    Optional<PublishedKey> find(String kid);

    /// Another object, even for equal keys, whenever they were read anew.
    Object loaded();

    @Override
    void close();
}
