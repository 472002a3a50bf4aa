package dev.atrium.cli.configuration;

import dev.atrium.membership.wizard.Configuration;
import dev.atrium.membership.wizard.Found;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class Users implements Noun.Deeds {

    static Noun noun() {
        return new Noun(
                "user",
                List.of("users"),
                List.of(
                        ObjectFlag.required("email", "--email", "E-mail"),
                        ObjectFlag.optional(
                                "organizationId",
                                "--organization-id",
                                "Organization to be a member of"),
                        ObjectFlag.optional(
                                "organizationRole",
                                "--role",
                                "Role in that organization, ADMIN or GUEST (none: GUEST)"),
                        ObjectFlag.optional(
                                "id",
                                "--id",
                                "User id at the identity provider (none: a generated one)"),
                        ObjectFlag.optional(
                                "role",
                                "--system-role",
                                "Role on the whole platform, ADMIN or USER (none: USER)")),
                List.of(
                        ObjectFlag.optional(
                                "organizationId", "--organization-id", "Its members only")),
                List.of(),
                "<id|email>",
                new Users());
    }

    @Override
    public Answer create(ConfigurationProgram.Installation in, Given given) {
        return made(in.configuration().createUser(given.typed()));
    }

    static Answer made(Configuration.Made<Found.User> made) {
        return Answer.made(made, Users::shown, "user " + made.object().id(), "");
    }

    @Override
    public Answer list(ConfigurationProgram.Installation in, Given given) {
        return Answer.list(
                in.inventory().users(given.organization()).stream().map(Users::shown).toList());
    }

    @Override
    public Answer show(ConfigurationProgram.Installation in, String id, Given given) {
        return Answer.one(shown(in.inventory().user(id)));
    }

    @Override
    public Answer delete(ConfigurationProgram.Installation in, String id, Given given) {
        return Answer.deleted("user", in.removal().user(id).id().value(), true);
    }

    private static Map<String, Object> shown(Found.User user) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", user.id().value());
        shown.put("email", user.email());
        shown.put("systemRole", user.role().name());
        shown.put(
                "organizations",
                user.policies().entrySet().stream()
                        .map(
                                entry -> {
                                    Map<String, Object> member = new LinkedHashMap<>();
                                    member.put("id", entry.getKey().value());
                                    member.put("role", entry.getValue().organizationRole());
                                    member.put("policyId", entry.getValue().value());
                                    return member;
                                })
                        .sorted(Comparator.comparing(member -> String.valueOf(member.get("id"))))
                        .toList());
        return shown;
    }
}
