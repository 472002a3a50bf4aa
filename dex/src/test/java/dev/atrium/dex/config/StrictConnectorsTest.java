package dev.atrium.dex.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Unknown keys inside a connector's `config`.
class StrictConnectorsTest {
    private static final Map<String, String> STRICT =
            Map.of("DEX_CONFIG_DISALLOW_UNKNOWN_FIELDS", "true");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ldap | {userSearch: {basedn: x, idAtr: uid}} | idAtr | idAttr | userSearch.idAtr",
                "ldap | {groupSearch: {userMatchers: [{userAtr: DN}]}} | userAtr | userAttr | groupSearch.userMatchers[0].userAtr",
                "oidc | {claimMapping: {grups: x}} | grups | groups | claimMapping.grups",
                "oidc | {claimModifications: {modifyGroupNames: {prefx: x}}} | prefx | prefix | claimModifications.modifyGroupNames.prefx",
                "github | {orgs: [{name: a, team: []}]} | team | teams | orgs[0].team",
                "saml | {ssoUrl: x, entityIsuer: x} | entityIsuer | entityIssuer | entityIsuer",
                "keystone | {keystoneHos: x} | keystoneHos | keystoneHost | keystoneHos",
            })
    void are_refused_with_their_place_and_the_nearest_name(
            String type, String config, String key, String nearest, String path) {
        assertThatThrownBy(() -> read(type, config, STRICT))
                .isInstanceOf(DexConfigException.class)
                .hasMessage(
                        "error unmarshalling config file dex.yaml: parse connector config: json: unknown field \""
                                + key
                                + "\", did you mean \""
                                + nearest
                                + "\"? (dex.yaml:6: connectors[0].config."
                                + path
                                + ")");
    }

    @Test
    void are_refused_where_a_type_has_no_keys() {
        assertThatThrownBy(() -> read("mockCallback", "{anything: 1}", STRICT))
                .hasMessageContaining("parse connector config: json: unknown field \"anything\" (");
    }

    @Test
    void are_ignored_unless_it_is_asked_for() {
        assertThat(read("ldap", "{hosst: x}", Map.of()).connectors()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "google | {domainToAdminEmail: {example.com: a@example.com, '*': b@example.com}}",
                "microsoft | {batchGroupLookups: true, ClientID: x}",
                "bitbucket-cloud | {includeTeamGroups: true}",
                "oidc | {providerDiscoveryOverrides: {deviceAuthURL: x}, claimModifications: {newGroupFromClaims: [{claims: [a], delimiter: '-', clearDelimiter: true, prefix: b}], filterGroupClaims: {groupsFilter: a}}}",
                "ldap | {kerberos: {enabled: false, maxClockSkew: 5}, groupSearch: {userMatchers: [{userAttr: a, groupAttr: b, recursionGroupAttr: c}]}}",
                "saml | {insecureAllowSHA1: true, insecureAllowMissingAudience: true}",
                "authproxy | {trustedProxies: [10.0.0.0/8]}",
                "mockCallback | {}",
            })
    void leave_those_alone_that_a_type_knows(String type, String config) {
        assertThat(read(type, config, STRICT).connectors()).hasSize(1);
    }

    private static DexConfig read(String type, String config, Map<String, String> environment) {
        return DexConfigFile.parse(
                "dex.yaml",
                """
                issuer: https://dex.example.com/
                storage: {type: memory}
                web: {http: 127.0.0.1:5556}
                connectors:
                - {type: %s, id: c, name: C,
                   config: %s}
                """
                        .formatted(type, config),
                environment,
                DexOverrides.NONE);
    }
}
