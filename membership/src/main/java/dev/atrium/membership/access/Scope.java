package dev.atrium.membership.access;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The scopes that Membership itself gives a meaning to. The database holds the same catalogue,
/// with
/// ids and descriptions; applications add scopes of their own there.
public enum Scope {
    SYSTEM_ADMIN("system:Admin"),
    STACK_READ("stack:Read"),
    STACK_WRITE("stack:Write"),
    ORGANIZATION_READ("organization:Read"),
    ORGANIZATION_CREATE("organization:Create"),
    ORGANIZATION_UPDATE("organization:Update"),
    ORGANIZATION_DELETE("organization:Delete"),
    ORGANIZATION_LIST_USERS("organization:ListUsers"),
    ORGANIZATION_READ_USER("organization:ReadUser"),
    ORGANIZATION_CREATE_USER("organization:CreateUser"),
    ORGANIZATION_UPDATE_USER("organization:UpdateUser"),
    ORGANIZATION_DELETE_USER("organization:DeleteUser"),
    ORGANIZATION_LIST_POLICIES("organization:ListPolicies"),
    ORGANIZATION_READ_POLICY("organization:ReadPolicy"),
    ORGANIZATION_CREATE_POLICY("organization:CreatePolicy"),
    ORGANIZATION_UPDATE_POLICY("organization:UpdatePolicy"),
    ORGANIZATION_DELETE_POLICY("organization:DeletePolicy"),
    ORGANIZATION_LIST_INVITATIONS("organization:ListInvitations"),
    ORGANIZATION_READ_INVITATION("organization:ReadInvitation"),
    ORGANIZATION_CREATE_INVITATION("organization:CreateInvitation"),
    ORGANIZATION_UPDATE_INVITATION("organization:UpdateInvitation"),
    ORGANIZATION_ACCEPT_INVITATION("organization:AcceptInvitation"),
    ORGANIZATION_REJECT_INVITATION("organization:RejectInvitation"),
    ORGANIZATION_DELETE_INVITATION("organization:DeleteInvitation"),
    ORGANIZATION_LIST_REGIONS("organization:ListRegions"),
    ORGANIZATION_READ_REGION("organization:ReadRegion"),
    ORGANIZATION_CREATE_REGION("organization:CreateRegion"),
    ORGANIZATION_UPDATE_REGION("organization:UpdateRegion"),
    ORGANIZATION_DELETE_REGION("organization:DeleteRegion"),
    ORGANIZATION_LIST_STACKS("organization:ListStacks"),
    ORGANIZATION_READ_STACK("organization:ReadStack"),
    ORGANIZATION_CREATE_STACK("organization:CreateStack"),
    ORGANIZATION_UPDATE_STACK("organization:UpdateStack"),
    ORGANIZATION_DELETE_STACK("organization:DeleteStack"),
    ORGANIZATION_ENABLE_STACK("organization:EnableStack"),
    ORGANIZATION_DISABLE_STACK("organization:DisableStack"),
    ORGANIZATION_RESTORE_STACK("organization:RestoreStack"),
    ORGANIZATION_UPGRADE_STACK("organization:UpgradeStack"),
    ORGANIZATION_LIST_STACK_USERS("organization:ListStackUsers"),
    ORGANIZATION_READ_STACK_USER("organization:ReadStackUser"),
    ORGANIZATION_CREATE_STACK_USER("organization:CreateStackUser"),
    ORGANIZATION_UPDATE_STACK_USER("organization:UpdateStackUser"),
    ORGANIZATION_DELETE_STACK_USER("organization:DeleteStackUser"),
    ORGANIZATION_LIST_STACK_MODULES("organization:ListStackModules"),
    ORGANIZATION_ENABLE_STACK_MODULE("organization:EnableStackModule"),
    ORGANIZATION_DISABLE_STACK_MODULE("organization:DisableStackModule"),
    ORGANIZATION_LIST_CLIENTS("organization:ListClients"),
    ORGANIZATION_READ_CLIENT("organization:ReadClient"),
    ORGANIZATION_CREATE_CLIENT("organization:CreateClient"),
    ORGANIZATION_UPDATE_CLIENT("organization:UpdateClient"),
    ORGANIZATION_DELETE_CLIENT("organization:DeleteClient"),
    ORGANIZATION_READ_AUTH_PROVIDER("organization:ReadAuthProvider"),
    ORGANIZATION_UPDATE_AUTH_PROVIDER("organization:UpdateAuthProvider"),
    ORGANIZATION_DELETE_AUTH_PROVIDER("organization:DeleteAuthProvider"),
    ORGANIZATION_READ_LOGS("organization:ReadLogs"),
    ORGANIZATION_LIST_FEATURES("organization:ListFeatures"),
    ORGANIZATION_READ_FEATURE("organization:ReadFeature"),
    ORGANIZATION_UPDATE_FEATURES("organization:UpdateFeatures");

    /// What the published document of the API calls `organization:EnableStackModule`; clients ask
    /// for either.
    private static final String OTHER_ENABLE_MODULE = "organization:EnableStackModulesEnable";

    private static final Map<String, Scope> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toMap(Scope::label, Function.identity()));

    /// What the Terraform provider uses its clients for without asking for it by name: it holds
    /// `CreateUser` and `UpdateUser` only. A person needs the scope that the operation names.
    private static final Map<Scope, Set<Scope>> IMPLIED_FOR_CLIENTS =
            Map.of(
                    ORGANIZATION_CREATE_USER,
                    Set.of(ORGANIZATION_CREATE_INVITATION),
                    ORGANIZATION_UPDATE_USER,
                    Set.of(ORGANIZATION_DELETE_INVITATION, ORGANIZATION_DELETE_USER));

    /// What an organization's client can be given at all.
    private static final Set<Scope> FOR_CLIENTS =
            Arrays.stream(values())
                    .filter(scope -> scope != SYSTEM_ADMIN)
                    .collect(Collectors.toUnmodifiableSet());

    private final String label;

    Scope(String label) {
        this.label = label;
    }

    /// As tokens and policies write it.
    public String label() {
        return label;
    }

    public static Set<Scope> impliedForClients(Set<Scope> held) {
        return held.stream()
                .flatMap(scope -> IMPLIED_FOR_CLIENTS.getOrDefault(scope, Set.of()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public static Set<Scope> forClients() {
        return FOR_CLIENTS;
    }

    public static Optional<Scope> of(String label) {
        return Optional.ofNullable(
                BY_LABEL.get(
                        label.equals(OTHER_ENABLE_MODULE)
                                ? ORGANIZATION_ENABLE_STACK_MODULE.label
                                : label));
    }
}
