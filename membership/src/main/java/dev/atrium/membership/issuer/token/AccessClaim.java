package dev.atrium.membership.issuer.token;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The claim `org`: which organizations, stacks and applications somebody may touch. fctl learns
/// that nowhere else.
final class AccessClaim {
    private AccessClaim() {}

    static List<Map<String, Object>> of(
            List<AccessStore.Row> rows, List<ApplicationAccessStore.Enabled> applications) {
        Map<String, Map<String, Object>> organizations = new LinkedHashMap<>();
        Map<String, List<Map<String, Object>>> stacks = new LinkedHashMap<>();
        for (AccessStore.Row row : rows) {
            List<Map<String, Object>> own =
                    stacks.computeIfAbsent(row.organization(), _ -> new ArrayList<>());
            organizations.computeIfAbsent(
                    row.organization(),
                    id ->
                            organization(
                                    id,
                                    row.organizationName(),
                                    own,
                                    ofOrganization(id, applications)));
            row.stack()
                    .filter(stack -> !stack.scopes().isEmpty())
                    .map(AccessClaim::stack)
                    .ifPresent(own::add);
        }
        return List.copyOf(organizations.values());
    }

    private static Map<String, Object> organization(
            String id,
            String name,
            List<Map<String, Object>> stacks,
            List<Map<String, Object>> applications) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", id);
        members.put("displayName", name);
        members.put("stacks", stacks);
        members.put("applications", applications);
        return members;
    }

    private static List<Map<String, Object>> ofOrganization(
            String organization, List<ApplicationAccessStore.Enabled> applications) {
        return applications.stream()
                .filter(enabled -> enabled.organization().equals(organization))
                .map(AccessClaim::application)
                .toList();
    }

    private static Map<String, Object> application(ApplicationAccessStore.Enabled application) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("alias", application.alias());
        members.put("id", application.id());
        members.put("name", application.name());
        return members;
    }

    private static Map<String, Object> stack(AccessStore.Stack stack) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("id", stack.id());
        members.put("displayName", stack.name());
        members.put("uri", stack.uri());
        members.put("scopes", stack.scopes());
        return members;
    }
}
