package dev.atrium.cli.membership;

import dev.atrium.cli.configuration.Answer;
import dev.atrium.cli.configuration.ConfigurationProgram;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.issuer.person.Linking;
import dev.atrium.membership.wizard.Inventory;
import dev.atrium.membership.wizard.Terminal;
import dev.atrium.storage.Migrations;
import java.util.List;
import java.util.function.BiFunction;

/// What stands behind the command `membership`. Nothing of it is touched before a command line has
/// been read and found good.
public interface MembershipProgram extends ConfigurationProgram {

    /// Serves until the process is told to stop.
    ///
    /// @return the exit code
    int serve(MembershipSettings settings);

    /// @return the exit code
    int wizard(MembershipSettings settings, Terminal terminal);

    /// Applies what is pending.
    ///
    /// @return how many migrations were applied
    int migrate(MembershipSettings settings);

    /// Removes tokens, codes and sessions that have expired.
    ///
    /// @return how many
    int collectTokens(MembershipSettings settings);

    /// Cancels invitations that nobody answered in time.
    ///
    /// @return how many
    int collectInvitations(MembershipSettings settings);

    /// Gives the use cases that find an account and say whose it is.
    ///
    /// @throws dev.atrium.kernel.Problem.Unavailable when the schema is not there yet
    Answer link(MembershipSettings settings, BiFunction<Inventory, Linking, Answer> work);

    List<Migrations.Migration> migrations(MembershipSettings settings);
}
