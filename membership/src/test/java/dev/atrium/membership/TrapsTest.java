package dev.atrium.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The ways in which a server that follows nothing but the API's document breaks the released
/// clients, by their number, and the tests that hold what this server does instead. A test that is
/// renamed or gone is missed here.
final class TrapsTest {
    private static final String HERE = "dev.atrium.membership.";

    /// @param breaks what such a server does
    /// @param tests class and method, of this package or one below it
    record Trap(int number, String breaks, List<String> tests) {
        @Override
        public String toString() {
            return number + " " + breaks;
        }
    }

    private static final List<Trap> TRAPS =
            List.of(
                    trap(
                            1,
                            "an issuer that is not the base URL",
                            "issuer.TokenTrapsTest#the_issuer_is_the_public_url_and_discovery_stands_right_below_it",
                            "issuer.CodeFlowTest#the_host_of_a_request_changes_nothing"),
                    trap(
                            2,
                            "the authorization code flow alone",
                            "issuer.TokenTrapsTest#every_flow_is_there_that_clients_log_in_by"),
                    trap(
                            3,
                            "a client that must have a secret",
                            "issuer.DeviceFlowTest#fctl_logs_in",
                            "issuer.FctlSessionTest#every_recorded_login_goes_as_it_was_recorded"),
                    trap(
                            4,
                            "no ID token, or one that fctl refuses",
                            "issuer.TokenTrapsTest#every_device_answer_has_an_id_token_that_fctl_accepts"),
                    trap(
                            5,
                            "opaque access tokens, scopes in an array",
                            "issuer.TokenTrapsTest#access_tokens_are_jwts_whose_scope_is_one_text_and_whose_times_are_numbers"),
                    trap(
                            6,
                            "tokens that do not name their organization",
                            "issuer.TokenTrapsTest#every_token_but_the_root_one_names_its_organization"),
                    trap(
                            7,
                            "a login without the claim org",
                            "issuer.DeviceFlowTest#the_id_token_lists_what_the_person_may_touch",
                            "issuer.ProgramsTest$OfApplications#the_claim_of_the_login_names_it_only_where_it_is_enabled"),
                    trap(
                            8,
                            "invalid_grant for a dead refresh token",
                            "issuer.TokenTrapsTest#a_dead_refresh_token_gets_an_error_that_makes_fctl_log_in_anew"),
                    trap(
                            9,
                            "a refresh that loses what the token stood for",
                            "issuer.TokenTrapsTest#a_refresh_keeps_what_a_token_stands_for_and_touches_no_other_one"),
                    trap(
                            10,
                            "a resource that is read in one place only",
                            "issuer.TokenTrapsTest#a_resource_is_read_wherever_it_stands_and_an_empty_one_is_none"),
                    trap(
                            11,
                            "polls that wait, or answer with another status",
                            "issuer.TokenTrapsTest#a_poll_is_answered_at_once_with_400_and_an_error_until_it_has_tokens",
                            "issuer.DeviceFlowTest#an_empty_device_code_gets_a_clear_error"),
                    trap(
                            12,
                            "hints, prompts and scopes that are refused",
                            "issuer.TokenTrapsTest#hints_that_expired_odd_prompts_and_scopes_that_are_too_many_do_no_harm"),
                    trap(
                            13,
                            "errors that the web server words",
                            "ApiTrapsTest#every_refusal_is_one_json_object_whoever_refuses",
                            "ReadingTest$Errors#every_refusal_is_a_json_object_also_those_of_the_web_server"),
                    trap(
                            14,
                            "200 for everything",
                            "ApiTrapsTest#each_change_answers_with_the_one_status_that_clients_take",
                            "StackTrapsTest#each_operation_answers_with_the_one_status_that_clients_take"),
                    trap(
                            15,
                            "one envelope for everything",
                            "ApiTrapsTest#each_list_has_the_envelope_that_clients_look_into"),
                    trap(
                            16,
                            "keys that are left out when they say nothing",
                            "ApiTrapsTest#each_key_that_clients_insist_on_is_there_even_when_it_says_nothing",
                            "StackTrapsTest#every_key_that_clients_insist_on_is_there_even_when_it_says_nothing"),
                    trap(
                            17,
                            "dates as numbers, sequences as numbers, ids of policies as texts",
                            "ApiTrapsTest#dates_are_texts_with_a_zone_sequences_texts_and_ids_of_policies_numbers",
                            "StackTrapsTest#dates_are_texts_with_a_zone"),
                    trap(
                            18,
                            "stacks that never get ready",
                            "StackTrapsTest#a_stack_without_an_agent_gets_ready_after_create_restore_and_upgrade"),
                    trap(
                            19,
                            "the document's scopes to the letter",
                            "StackModulesTest#either_name_of_the_scope_opens_enabling",
                            "StackUsersTest#either_scope_of_stack_users_opens_giving",
                            "ClientAccessTest#may_manage_members_with_the_scopes_that_terraform_holds"),
                    trap(
                            20,
                            "invitations for people only, or open ones only",
                            "ClientAccessTest#sees_every_invitation_of_its_organization"),
                    trap(
                            21,
                            "one way to write a client's id, and Basic that is not decoded",
                            "ApiTrapsTest#a_client_is_named_with_and_without_its_prefix",
                            "issuer.TokenTrapsTest#a_client_proves_itself_under_its_prefixed_id_with_a_form_encoded_secret"),
                    trap(
                            22,
                            "input that is tidied up",
                            "ApiTrapsTest#an_address_comes_back_as_it_was_typed",
                            "StackTrapsTest#what_the_terraform_provider_configured_comes_back_as_it_was",
                            "StackTrapsTest#an_update_without_metadata_keeps_it_and_one_with_it_replaces_it",
                            "StackTrapsTest#renaming_sends_an_empty_upgrade_which_changes_nothing"),
                    trap(
                            23,
                            "deleted stacks that are gone, deletes that count",
                            "StackTrapsTest#a_deleted_stack_is_read_by_its_id_and_deleted_again_but_not_listed",
                            "StackTrapsTest#a_disabled_stack_is_listed_only_among_all",
                            "InvitationsTest#that_were_taken_back_twice_are_gone_and_unknown_ones_never_were",
                            "MembersTest#are_removed_twice_without_an_error_and_never_when_they_never_were_there"),
                    trap(
                            24,
                            "modules in a body or a path, and not shown at once",
                            "StackTrapsTest#modules_are_named_in_the_query_without_a_body_while_the_stack_is_in_progress",
                            "StackModulesTest#a_module_is_listed_under_its_name_as_soon_as_it_was_asked_for"),
                    trap(
                            25,
                            "a provider that must name its type",
                            "ApiTrapsTest#a_provider_without_a_type_is_taken_and_answered_with_one"));

    private static Trap trap(int number, String breaks, String... tests) {
        return new Trap(number, breaks, List.of(tests));
    }

    static List<Trap> traps() {
        return TRAPS;
    }

    @Test
    void there_are_twenty_five_in_their_order() {
        assertThat(TRAPS.stream().map(Trap::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 25).boxed().toList());
    }

    @ParameterizedTest
    @MethodSource("traps")
    void each_is_held_by_tests_that_run(Trap trap) throws ClassNotFoundException {
        assertThat(trap.tests()).isNotEmpty();
        for (String name : trap.tests()) {
            String[] parts = name.split("#", 2);
            Method test =
                    Arrays.stream(
                                    Class.forName(
                                                    HERE + parts[0],
                                                    false,
                                                    TrapsTest.class.getClassLoader())
                                            .getDeclaredMethods())
                            .filter(method -> method.getName().equals(parts[1]))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError("no test " + name));
            assertThat(test.isAnnotationPresent(Test.class)).as(name).isTrue();
            assertThat(
                            test.isAnnotationPresent(org.junit.jupiter.api.Disabled.class)
                                    || test.isAnnotationPresent(org.junit.jupiter.api.Tag.class))
                    .as(name + " is left out of some runs")
                    .isFalse();
        }
    }
}
