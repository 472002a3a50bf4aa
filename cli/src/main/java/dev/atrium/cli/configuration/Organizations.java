package dev.atrium.cli.configuration;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.wizard.Configuration;
import dev.atrium.membership.wizard.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class Organizations implements Noun.Deeds {

    static Noun noun() {
        return new Noun(
                "organization",
                List.of("org", "organizations", "orgs"),
                List.of(
                        ObjectFlag.required("name", "--name", "Name"),
                        ObjectFlag.optional("ownerId", "--owner-id", "User id of the owner"),
                        ObjectFlag.optional(
                                "ownerEmail",
                                "--owner-email",
                                "E-mail of the owner, instead of the id; one that nobody has"
                                        + " becomes a user"),
                        ObjectFlag.optional(
                                "domain", "--domain", "E-mail domain whose people join it"),
                        ObjectFlag.optional(
                                "defaultPolicyId",
                                "--default-policy-id",
                                "Policy of people who join (none: 5, guest)"),
                        ObjectFlag.optional("id", "--id", "Id (none: a generated one)")),
                List.of(),
                List.of(),
                "<id>",
                new Organizations());
    }

    @Override
    public Answer create(ConfigurationProgram.Installation in, Given given) {
        return made(in.configuration().createOrganization(given.typed()));
    }

    static Answer made(Configuration.Made<Found.Organization> made) {
        return Answer.made(made, Organizations::shown, "organization " + made.object().id(), "");
    }

    @Override
    public Answer list(ConfigurationProgram.Installation in, Given given) {
        return Answer.list(
                in.inventory().organizations().stream().map(Organizations::shown).toList());
    }

    @Override
    public Answer show(ConfigurationProgram.Installation in, String id, Given given) {
        return Answer.one(shown(in.inventory().organization(new OrganizationId(id))));
    }

    @Override
    public Answer delete(ConfigurationProgram.Installation in, String id, Given given) {
        in.removal().organization(new OrganizationId(id));
        return Answer.deleted("organization", id, true);
    }

    private static Map<String, Object> shown(Found.Organization organization) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", organization.id().value());
        shown.put("name", organization.name());
        shown.put("ownerId", organization.owner().value());
        organization.domain().ifPresent(domain -> shown.put("domain", domain));
        organization
                .defaultPolicy()
                .ifPresent(policy -> shown.put("defaultPolicyId", policy.value()));
        return shown;
    }
}
