package dev.atrium.membership.wizard;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The menu: create user, manage organizations, manage private regions, manage stacks. It asks for
/// what a declaration would say, prints generated ids, and shows a region's secret once.
final class Menu {
    private final Database database;
    private final Creator creator;
    private final RandomIds ids;
    private final Prompts prompts;
    private final WizardStore store = new WizardStore();

    Menu(Database database, Creator creator, RandomIds ids, Terminal terminal) {
        this.database = database;
        this.creator = creator;
        this.ids = ids;
        this.prompts = new Prompts(terminal);
    }

    /// Until the person leaves or the input ends.
    void run() {
        try {
            while (true) {
                switch (prompts.choose(
                        "Membership wizard",
                        "Create user",
                        "Manage organizations",
                        "Manage private regions",
                        "Manage stacks")) {
                    case 1 -> attempt(this::createUser);
                    case 2 -> attempt(this::organizations);
                    case 3 -> attempt(this::regions);
                    case 4 -> attempt(this::stacks);
                    default -> {
                        return;
                    }
                }
            }
        } catch (Prompts.EndOfInput _) {
            prompts.say("");
        }
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (ConfigProblem | WizardProblem | Problem refused) {
            prompts.say("Nothing was changed. " + refused.getMessage());
        } catch (ConstraintViolation taken) {
            prompts.say("Nothing was changed: it exists already (" + taken.constraint() + ").");
        }
    }

    private void createUser() {
        Map<String, String> user = new LinkedHashMap<>();
        user.put("email", prompts.required("E-mail"));
        user.put("role", prompts.optional("System role, ADMIN or USER", "USER"));
        user.put(
                "id",
                prompts.optional(
                        "User id at the identity provider (empty to generate one)",
                        ids.uuid().toString()));
        apply(declare("users", user));
        prompts.say("Created user " + user.get("id") + ".");
    }

    private void organizations() {
        switch (prompts.choose("Organizations", "List organizations", "Create organization")) {
            case 1 ->
                    database.read(store::organizations)
                            .forEach(
                                    found ->
                                            prompts.say(
                                                    found.id()
                                                            + "  "
                                                            + found.name()
                                                            + "  (owner "
                                                            + found.owner()
                                                            + ")"));
            case 2 -> {
                Map<String, String> organization = new LinkedHashMap<>();
                organization.put("name", prompts.required("Name"));
                organization.put("ownerId", prompts.required("Owner's user id"));
                organization.put("domain", prompts.optional("E-mail domain that joins it", ""));
                organization.put("defaultPolicyId", prompts.optional("Default policy", "5"));
                organization.put(
                        "id", prompts.optional("Id (empty to generate one)", ids.letters(12)));
                apply(declare("organizations", organization));
                prompts.say("Created organization " + organization.get("id") + ".");
            }
            default -> {}
        }
    }

    private void regions() {
        int choice = prompts.choose("Private regions", "List regions", "Create private region");
        if (choice == 0) {
            return;
        }
        OrganizationId organization = new OrganizationId(prompts.required("Organization id"));
        if (choice == 1) {
            database.read(tx -> store.regions(tx, organization))
                    .forEach(
                            found ->
                                    prompts.say(
                                            found.id()
                                                    + "  "
                                                    + found.name()
                                                    + "  "
                                                    + found.baseUrl()));
            return;
        }
        Map<String, String> region = new LinkedHashMap<>();
        region.put("organizationId", organization.value());
        region.put("name", prompts.required("Name"));
        region.put("baseUrl", prompts.required("Base URL"));
        boolean agent =
                prompts.yes(
                        "Will a region agent run its stacks? Without one they are ready at once",
                        true);
        region.put("id", prompts.optional("Id (empty to generate one)", ids.uuid().toString()));
        create(declare("regions", region).regions().getFirst(), agent);
    }

    private void create(Declaration.Region region, boolean agent) {
        Secret secret = Secret.of(ids.token());
        String text = secret.reveal();
        database.writing(
                tx -> {
                    if (store.organization(tx, region.organization()).isEmpty()) {
                        throw new Problem.NotFound("organization", region.organization().value());
                    }
                    creator.region(
                            tx,
                            new RegionStore.Created(
                                    region.id(),
                                    region.name(),
                                    region.baseUrl(),
                                    region.organization(),
                                    Optional.empty(),
                                    !agent,
                                    agent
                                            ? Optional.of(
                                                    new RegionStore.Credentials(
                                                            sha256(text),
                                                            text.substring(text.length() - 4)))
                                            : Optional.empty()));
                });
        prompts.say("Created region " + region.id() + ".");
        if (agent) {
            prompts.say("Its client id:     region_" + region.id());
            prompts.say("Its client secret: " + text + "  (shown only this once)");
        }
    }

    private void stacks() {
        int choice = prompts.choose("Stacks", "List stacks", "Create stack");
        if (choice == 0) {
            return;
        }
        OrganizationId organization = new OrganizationId(prompts.required("Organization id"));
        if (choice == 1) {
            database.read(tx -> store.stacks(tx, organization))
                    .forEach(
                            found ->
                                    prompts.say(
                                            found.id()
                                                    + "  "
                                                    + found.name()
                                                    + "  "
                                                    + found.version()));
            return;
        }
        RegionId region = new RegionId(prompts.required("Region id"));
        String name = prompts.required("Name");
        String version = prompts.optional("Version", "default");
        List<String> modules = prompts.words("Modules besides the minimal ones");
        String id = prompts.optional("Id (empty to generate one)", ids.letters(4));
        ConfigNode here = new ConfigNode.Absent(new ConfigNode.Place("terminal", 1, "stacks[0]"));
        apply(
                new Declaration(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(
                                new Declaration.Stack(
                                        here,
                                        new StackId(id),
                                        name,
                                        organization,
                                        region,
                                        Optional.of(version),
                                        modules.isEmpty() ? Optional.empty() : Optional.of(modules),
                                        Optional.empty()))));
        prompts.say("Created stack " + id + " of organization " + organization + ".");
    }

    private Declaration declare(String list, Map<String, String> fields) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        ConfigNode.Place place = new ConfigNode.Place("terminal", 1, list + "[0]");
        fields.forEach(
                (key, value) -> {
                    if (!value.isEmpty()) {
                        entries.put(
                                key,
                                new ConfigNode.Scalar(
                                        new ConfigNode.Place("terminal", 1, list + "[0]." + key),
                                        value,
                                        ConfigNode.Scalar.Tag.STRING));
                    }
                });
        ConfigNode.Place root = new ConfigNode.Place("terminal", 1, "");
        return new DeclarationReader()
                .read(
                        new ConfigNode.Mapping(
                                root,
                                Map.of(
                                        list,
                                        new ConfigNode.Sequence(
                                                place,
                                                List.of(new ConfigNode.Mapping(place, entries))))));
    }

    private void apply(Declaration declaration) {
        int created = database.write(tx -> new Reconciler(creator).apply(tx, declaration));
        if (created == 0) {
            throw new WizardProblem(List.of("It exists already."));
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is missing", missing);
        }
    }
}
