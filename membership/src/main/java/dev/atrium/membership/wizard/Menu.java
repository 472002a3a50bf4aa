package dev.atrium.membership.wizard;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.storage.ConstraintViolation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The menu: create user, manage organizations, manage private regions, manage stacks. It asks for
/// what a declaration would say, prints generated ids, and shows a region's secret once.
final class Menu {
    private final Configuration configuration;
    private final Inventory inventory;
    private final Prompts prompts;

    Menu(Configuration configuration, Inventory inventory, Terminal terminal) {
        this.configuration = configuration;
        this.inventory = inventory;
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
        Typed user =
                Typed.nothing()
                        .with("email", "E-mail", prompts.required("E-mail"))
                        .with(
                                "role",
                                "Role",
                                prompts.optional("System role, ADMIN or USER", "USER"))
                        .with(
                                "id",
                                "Id",
                                prompts.optional(
                                        "User id at the identity provider (empty to generate one)",
                                        ""));
        tell(configuration.createUser(user), made -> "user " + made.id());
    }

    private void organizations() {
        switch (prompts.choose("Organizations", "List organizations", "Create organization")) {
            case 1 ->
                    list(
                            inventory.organizations(),
                            found ->
                                    found.id()
                                            + "  "
                                            + found.name()
                                            + "  (owner "
                                            + found.owner()
                                            + ")");
            case 2 -> createOrganization();
            default -> {}
        }
    }

    private void createOrganization() {
        Typed organization =
                Typed.nothing()
                        .with("name", "Name", prompts.required("Name"))
                        .with("ownerId", "Owner", prompts.required("Owner's user id"))
                        .with(
                                "domain",
                                "Domain",
                                prompts.optional("E-mail domain that joins it", ""))
                        .with(
                                "defaultPolicyId",
                                "Default policy",
                                prompts.optional("Default policy", "5"))
                        .with("id", "Id", prompts.optional("Id (empty to generate one)", ""));
        tell(configuration.createOrganization(organization), made -> "organization " + made.id());
    }

    private void regions() {
        inOrganization(
                prompts.choose("Private regions", "List regions", "Create private region"),
                organization ->
                        list(
                                inventory.regions(Optional.of(organization)),
                                found -> found.id() + "  " + found.name() + "  " + found.baseUrl()),
                this::createRegion);
    }

    private void createRegion(OrganizationId organization) {
        Typed region =
                Typed.nothing()
                        .with("organizationId", "Organization", organization.value())
                        .with("name", "Name", prompts.required("Name"))
                        .with("baseUrl", "Base URL", prompts.required("Base URL"))
                        .with(
                                "agent",
                                "Agent",
                                Boolean.toString(
                                        prompts.yes(
                                                "Will a region agent run its stacks? Without one they are ready at once",
                                                true)))
                        .with("id", "Id", prompts.optional("Id (empty to generate one)", ""));
        Configuration.Made<Found.Region> made = configuration.createRegion(region);
        tell(made, found -> "region " + found.id());
        made.secret().map(Secret::reveal).ifPresent(secret -> show(made.object(), secret));
    }

    private void show(Found.Region region, String secret) {
        prompts.say("Its client id:     region_" + region.id());
        prompts.say("Its client secret: " + secret + "  (shown only this once)");
    }

    private void stacks() {
        inOrganization(
                prompts.choose("Stacks", "List stacks", "Create stack"),
                organization ->
                        list(
                                inventory.stacks(Optional.of(organization)),
                                found -> found.id() + "  " + found.name() + "  " + found.version()),
                this::createStack);
    }

    private void createStack(OrganizationId organization) {
        Typed stack =
                Typed.nothing()
                        .with("organizationId", "Organization", organization.value())
                        .with("regionId", "Region", prompts.required("Region id"))
                        .with("name", "Name", prompts.required("Name"))
                        .with("version", "Version", prompts.optional("Version", "default"))
                        .with(
                                "modules",
                                "Modules",
                                prompts.words("Modules besides the minimal ones"))
                        .with("id", "Id", prompts.optional("Id (empty to generate one)", ""));
        tell(
                configuration.createStack(stack),
                made -> "stack " + made.id() + " of organization " + organization);
    }

    private void inOrganization(
            int choice, Consumer<OrganizationId> list, Consumer<OrganizationId> create) {
        if (choice > 0) {
            OrganizationId organization = new OrganizationId(prompts.required("Organization id"));
            (choice == 1 ? list : create).accept(organization);
        }
    }

    private <T> void list(List<T> found, Function<T, String> line) {
        found.forEach(one -> prompts.say(line.apply(one)));
    }

    private <T extends Found> void tell(Configuration.Made<T> made, Function<T, String> described) {
        made.warnings().forEach(line -> prompts.say("warning: " + line));
        String object = described.apply(made.object());
        prompts.say(
                made.created()
                        ? "Created " + object + "."
                        : "Nothing was changed: there is " + object + " already.");
    }
}
