package dev.atrium.cli.configuration;

import dev.atrium.membership.wizard.Configuration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `configuration init`: a region, an organization, a user who owns it, and a stack.
final class Init {
    static final List<ObjectFlag> FLAGS =
            List.of(
                    ObjectFlag.required(
                                    "region.baseUrl",
                                    "--base-url",
                                    "Base URL of the region, such as https://stacks.example.com")
                            .called("--base-url", "--region-url"),
                    ObjectFlag.required("user.email", "--email", "E-mail of the user"),
                    ObjectFlag.optional(
                            "user.id",
                            "--user-id",
                            "User id at the identity provider (none: a generated one)"),
                    ObjectFlag.optional(
                                    "user.organizationRole",
                                    "--role",
                                    "Role in the organization, which its owner has as ADMIN")
                            .usually("ADMIN"),
                    ObjectFlag.optional(
                            "user.role",
                            "--system-role",
                            "Role on the whole platform, ADMIN or USER (none: USER)"),
                    ObjectFlag.optional(
                                    "organization.name",
                                    "--organization-name",
                                    "Name of the organization")
                            .usually("default"),
                    ObjectFlag.optional(
                            "organization.domain",
                            "--organization-domain",
                            "E-mail domain whose people join the organization"),
                    ObjectFlag.optional("region.name", "--region-name", "Name of the region")
                            .usually("default"),
                    ObjectFlag.optional("stack.name", "--stack-name", "Name of the stack")
                            .usually("default"),
                    ObjectFlag.optional(
                            "stack.id", "--stack-id", "Id of the stack (none: a generated one)"),
                    ObjectFlag.optional(
                            "stack.version", "--version", "Version of the stack, such as v3.1"),
                    ObjectFlag.optional(
                                    "stack.modules",
                                    "--module",
                                    "A module of the stack besides the minimal ones; again for"
                                            + " another")
                            .called("--module", "--modules")
                            .as(ObjectFlag.Kind.LIST),
                    ObjectFlag.optional(
                            "stack.clientSecret",
                            "--client-secret",
                            "Secret of the stack's OIDC client (none: a generated one)"));

    private Init() {}

    static Answer run(ConfigurationProgram.Installation in, Given given) {
        Configuration.Beginning made =
                in.configuration()
                        .begin(
                                given.typed("user."),
                                given.typed("organization."),
                                given.typed("region."),
                                given.typed("stack."));
        Map<String, Answer> parts = new LinkedHashMap<>();
        parts.put("region", Regions.made(made.region()));
        parts.put("organization", Organizations.made(made.organization()));
        parts.put("user", Users.made(made.user()));
        parts.put("stack", Stacks.made(made.stack()));
        Map<String, Object> document = new LinkedHashMap<>();
        parts.forEach((name, part) -> document.put(name, part.document()));
        return new Answer(
                document,
                parts.values().stream().flatMap(part -> part.lines().stream()).toList(),
                parts.values().stream().flatMap(part -> part.warnings().stream()).toList());
    }
}
