package dev.atrium.membership.revision;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// SQL of revisions. An id with a space would not be found, and what depends on it be read anew.
public final class RevisionStore {
    private static final FrequentSql PRESENT =
            FrequentSql.of(
                    """
                    select 'organization' as kind, id, rights_revision as revision, stacks_revision
                    from membership.organizations where id = any (string_to_array(:organizations, ' '))
                    union all
                    select 'region', id, revision, 0
                    from membership.regions where id = any (string_to_array(:regions, ' '))
                    """);

    Present present(Tx tx, Set<OrganizationId> organizations, Set<RegionId> regions) {
        return tx.read(
                PRESENT.with(
                        Map.of(
                                "organizations",
                                organizations.stream()
                                        .map(OrganizationId::value)
                                        .collect(Collectors.joining(" ")),
                                "regions",
                                regions.stream()
                                        .map(RegionId::value)
                                        .collect(Collectors.joining(" ")))),
                row -> {
                    Present present = new Present(new HashMap<>(), new HashMap<>());
                    while (row.next()) {
                        String id = row.getString("id");
                        long revision = row.getLong("revision");
                        if (row.getString("kind").equals("region")) {
                            present.regions().put(new RegionId(id), revision);
                        } else {
                            present.organizations()
                                    .put(
                                            new OrganizationId(id),
                                            new Present.OfOrganization(
                                                    revision, row.getLong("stacks_revision")));
                        }
                    }
                    return present;
                });
    }
}
