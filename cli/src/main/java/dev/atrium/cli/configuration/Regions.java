package dev.atrium.cli.configuration;

import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.wizard.Configuration;
import dev.atrium.membership.wizard.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class Regions implements Noun.Deeds {
    private static final ObjectFlag ORGANIZATION =
            ObjectFlag.optional("organizationId", "--organization-id", "Id of the organization");

    static Noun noun() {
        return new Noun(
                "region",
                List.of("regions"),
                List.of(
                        ObjectFlag.required("name", "--name", "Name"),
                        ObjectFlag.required(
                                        "baseUrl",
                                        "--base-url",
                                        "Base URL, such as https://stacks.example.com")
                                .called("--base-url", "--region-url"),
                        ObjectFlag.optional(
                                "organizationId",
                                "--organization-id",
                                "Organization that owns it (none: a public region)"),
                        ObjectFlag.optional("id", "--id", "Id (none: a generated one)"),
                        ObjectFlag.optional(
                                        "production",
                                        "--production",
                                        "Whether its stacks are spared the clean-up of idle ones"
                                                + " (none: they are)")
                                .as(ObjectFlag.Kind.SWITCH),
                        ObjectFlag.optional(
                                        "agent",
                                        "--agent",
                                        "Whether an agent will run its stacks (none: in a private"
                                                + " region only)")
                                .as(ObjectFlag.Kind.SWITCH)),
                List.of(ORGANIZATION),
                List.of(),
                "<id>",
                new Regions());
    }

    @Override
    public Answer create(ConfigurationProgram.Installation in, Given given) {
        return made(in.configuration().createRegion(given.typed()));
    }

    static Answer made(Configuration.Made<Found.Region> made) {
        return Answer.made(
                made,
                Regions::shown,
                "region " + made.object().id(),
                "region_" + made.object().id());
    }

    @Override
    public Answer list(ConfigurationProgram.Installation in, Given given) {
        return Answer.list(
                in.inventory().regions(given.organization()).stream().map(Regions::shown).toList());
    }

    @Override
    public Answer show(ConfigurationProgram.Installation in, String id, Given given) {
        return Answer.one(shown(in.inventory().region(new RegionId(id))));
    }

    @Override
    public Answer delete(ConfigurationProgram.Installation in, String id, Given given) {
        in.removal().region(new RegionId(id));
        return Answer.deleted("region", id, true);
    }

    private static Map<String, Object> shown(Found.Region region) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("id", region.id().value());
        shown.put("name", region.name());
        shown.put("baseUrl", region.baseUrl());
        region.organization().ifPresent(id -> shown.put("organizationId", id.value()));
        shown.put("production", region.production());
        shown.put("active", region.active());
        shown.put("agent", region.agent());
        return shown;
    }
}
