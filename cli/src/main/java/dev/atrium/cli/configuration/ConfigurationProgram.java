package dev.atrium.cli.configuration;

import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.wizard.Configuration;
import dev.atrium.membership.wizard.Inventory;
import dev.atrium.membership.wizard.Removal;
import java.util.Optional;
import java.util.function.Function;

/// What stands behind `membership configuration`.
public interface ConfigurationProgram {

    /// The use cases, on an open database.
    record Installation(Configuration configuration, Inventory inventory, Removal removal) {}

    /// How the database answered.
    ///
    /// @param server its version
    /// @param migration the latest that was applied
    /// @param migrated whether none is pending
    record Health(String server, Optional<String> migration, boolean migrated) {}

    /// Connects, and changes nothing.
    ///
    /// @throws dev.atrium.kernel.Problem.Unavailable with the reason
    Health check(MembershipSettings settings);

    /// @throws dev.atrium.kernel.Problem.Unavailable when the schema is not there yet
    Answer configure(MembershipSettings settings, Function<Installation, Answer> work);
}
