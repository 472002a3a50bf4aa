package dev.atrium.connectors.mock;

import dev.atrium.connectors.Asked;
import dev.atrium.connectors.Identity;
import dev.atrium.connectors.Login;
import dev.atrium.connectors.PasswordConnector;
import dev.atrium.connectors.RefreshableConnector;
import dev.atrium.kernel.Secret;
import java.util.List;
import java.util.Optional;

/// Accepts the one name and password of its configuration.
public final class MockPasswordConnector implements PasswordConnector, RefreshableConnector {
    private final String username;
    private final Secret password;

    public MockPasswordConnector(String username, Secret password) {
        this.username = username;
        this.password = password;
    }

    @Override
    public String type() {
        return "mockPassword";
    }

    @Override
    public String prompt() {
        return "Username";
    }

    @Override
    public Optional<Login> login(Asked asked, String name, String presented) {
        boolean right = password.matches(presented) && username.equals(name);
        return right
                ? Optional.of(new Login(KilgoreTrout.with(List.of()), new byte[0]))
                : Optional.empty();
    }

    @Override
    public Login refresh(Asked asked, Identity known, byte[] upstreamState) {
        return new Login(KilgoreTrout.with(List.of()), upstreamState);
    }
}
