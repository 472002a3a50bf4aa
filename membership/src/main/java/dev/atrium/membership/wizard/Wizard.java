package dev.atrium.membership.wizard;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.storage.AdvisoryLock;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import java.time.Clock;
import java.util.List;

/// `admin wizard`. A configuration file with a `wizard` key is applied without a question; without
/// one a menu opens where somebody sits at a terminal. A server's container always names a file, so
/// the file alone does not decide.
public final class Wizard {
    private final Database database;
    private final MembershipSettings settings;
    private final WizardStore store = new WizardStore();
    private final Creator creator;
    private final Configuration configuration;

    public Wizard(
            Database database,
            MembershipSettings settings,
            MasterKey key,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.settings = settings;
        this.creator = new Creator(key, settings.stacks(), clock, ids);
        this.configuration = new Configuration(database, creator, ids);
    }

    /// Reads what would be applied, and applies nothing.
    ///
    /// @param wizard the value of the `wizard` key
    /// @throws ConfigProblem with file, line and key of everything that is wrong
    public static void check(ConfigNode wizard) {
        if (!wizard.isAbsent()) {
            new DeclarationReader().read(wizard);
        }
    }

    /// @return the exit code: 0 done, 1 not
    public int run(Terminal terminal) {
        try {
            ConfigNode root = declared();
            if (!root.isAbsent()) {
                apply(root, terminal);
                return 0;
            }
            if (!terminal.interactive()) {
                terminal.errors()
                        .println(
                                "There is nothing to apply: the configuration file has no \"wizard\" key, and without a terminal no menu can be shown. Give a file with --config.");
                return 1;
            }
            requireSchema();
            new Menu(configuration, new Inventory(database), terminal).run();
            return 0;
        } catch (ConfigProblem | WizardProblem | Problem refused) {
            terminal.errors().println(refused.getMessage());
            return 1;
        }
    }

    /// The value of the `wizard` key; the whole file where a flag named it and it has the lists at
    /// its root, as somebody pastes them from a values file.
    private ConfigNode declared() {
        ConfigNode root = settings.file().root();
        if (!(root instanceof ConfigNode.Mapping file)) {
            return new ConfigNode.Absent(root.place());
        }
        if (file.entries().containsKey("wizard")) {
            ConfigNode wizard = root.get("wizard");
            return wizard.isAbsent()
                    ? new ConfigNode.Mapping(wizard.place(), java.util.Map.of())
                    : wizard;
        }
        boolean bare =
                List.of("users", "organizations", "regions", "stacks").stream()
                        .anyMatch(file.entries()::containsKey);
        return settings.file().explicit() && bare ? root : new ConfigNode.Absent(root.place());
    }

    private void apply(ConfigNode root, Terminal terminal) {
        int created = applyDeclared(root, terminal);
        terminal.output()
                .println(
                        created == 0
                                ? "Everything declared is already there."
                                : "Created " + created + (created == 1 ? " object." : " objects."));
    }

    /// @return how many objects were created
    private int applyDeclared(ConfigNode root, Terminal terminal) {
        DeclarationReader reader = new DeclarationReader();
        Declaration declaration;
        try {
            declaration = reader.read(root);
        } finally {
            reader.warnings().forEach(line -> terminal.errors().println("warning: " + line));
        }
        requireSchema();
        return database.write(
                tx -> {
                    AdvisoryLock.acquire(tx, Configuration.LOCK);
                    return new Reconciler(creator).apply(tx, declaration);
                });
    }

    private void requireSchema() {
        if (!database.read(store::migrated)) {
            throw new Problem.Unavailable(
                    "The database has no Membership schema yet: run migrations first (membership storage migrations up).");
        }
    }
}
