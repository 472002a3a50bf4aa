package dev.atrium.cli.configuration;

import dev.atrium.membership.id.StackId;
import dev.atrium.membership.wizard.Configuration;
import dev.atrium.membership.wizard.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class Stacks implements Noun.Deeds {
    private static final ObjectFlag ORGANIZATION =
            ObjectFlag.optional("organizationId", "--organization-id", "Id of the organization");

    static Noun noun() {
        return new Noun(
                "stack",
                List.of("stacks"),
                List.of(
                        ObjectFlag.required("name", "--name", "Name"),
                        ObjectFlag.required(
                                "organizationId", "--organization-id", "Id of the organization"),
                        ObjectFlag.required("regionId", "--region-id", "Id of the region"),
                        ObjectFlag.optional("version", "--version", "Version, such as v3.1"),
                        ObjectFlag.optional(
                                        "modules",
                                        "--module",
                                        "A module besides the minimal ones; again for another")
                                .called("--module", "--modules")
                                .as(ObjectFlag.Kind.LIST),
                        ObjectFlag.optional("id", "--id", "Id (none: a generated one)"),
                        ObjectFlag.optional(
                                "clientSecret",
                                "--client-secret",
                                "Secret of its OIDC client (none: a generated one)")),
                List.of(ORGANIZATION),
                List.of(
                        ORGANIZATION,
                        ObjectFlag.optional(
                                        "force",
                                        "--force",
                                        "Delete its data too, so that it cannot be restored")
                                .as(ObjectFlag.Kind.SWITCH)),
                "<id>",
                new Stacks());
    }

    @Override
    public Answer create(ConfigurationProgram.Installation in, Given given) {
        return made(in.configuration().createStack(given.typed()));
    }

    static Answer made(Configuration.Made<Found.Stack> made) {
        Found.Stack stack = made.object();
        return Answer.made(
                made,
                Stacks::shown,
                "stack " + stack.id() + " of organization " + stack.organization(),
                "stack_" + stack.organization() + "_" + stack.id());
    }

    @Override
    public Answer list(ConfigurationProgram.Installation in, Given given) {
        return Answer.list(
                in.inventory().stacks(given.organization()).stream().map(Stacks::shown).toList());
    }

    @Override
    public Answer show(ConfigurationProgram.Installation in, String id, Given given) {
        return Answer.one(shown(in.inventory().stack(given.organization(), new StackId(id))));
    }

    @Override
    public Answer delete(ConfigurationProgram.Installation in, String id, Given given) {
        boolean force = given.on("force");
        return Answer.deleted(
                "stack", id, in.removal().stack(given.organization(), new StackId(id), force));
    }

    private static Map<String, Object> shown(Found.Stack stack) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", stack.id().value());
        shown.put("name", stack.name());
        shown.put("organizationId", stack.organization().value());
        shown.put("regionId", stack.region().value());
        shown.put("version", stack.version());
        shown.put("state", stack.life().state().name());
        shown.put("status", stack.life().status().name());
        shown.put("modules", stack.modules());
        return shown;
    }
}
