package dev.atrium.connectors.opening;

import dev.atrium.connectors.codeflow.Credential;
import dev.atrium.connectors.codeflow.Registration;
import dev.atrium.connectors.microsoft.MicrosoftSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The `config` of a connector of type `microsoft`, with Dex's names and defaults.
record MicrosoftFile(Keys keys) {

    MicrosoftSettings settings() throws ConnectorProblem {
        List<String> scopes = keys.texts("scopes");
        return new MicrosoftSettings(
                registration(),
                new MicrosoftSettings.Place(
                        keys.address("apiURL", "https://login.microsoftonline.com"),
                        keys.address("graphURL", "https://graph.microsoft.com"),
                        keys.text("tenant", "common")),
                scopes.isEmpty() ? List.of("user.read") : scopes,
                new MicrosoftSettings.Groups(
                        keys.texts("groups"),
                        keys.flag("useGroupsAsWhitelist"),
                        keys.flag("onlySecurityGroups"),
                        format()),
                keys.flag("emailToLowercase"),
                preferredUsername(),
                keys.text("promptType"),
                keys.text("domainHint"));
    }

    private Registration registration() throws ConnectorProblem {
        Registration plain = keys.registration();
        Optional<String> assertion = keys.text("clientAssertion");
        if (assertion.isEmpty()) {
            return plain;
        }
        if (keys.text("clientSecret").isPresent()) {
            throw keys.problem(
                    "clientAssertion", "clientSecret and clientAssertion are mutually exclusive");
        }
        return new Registration(
                plain.clientId(),
                new Credential.Assertion(Path.of(assertion.orElseThrow())),
                plain.redirectUri());
    }

    private MicrosoftSettings.Format format() throws ConnectorProblem {
        return switch (keys.text("groupNameFormat", "name")) {
            case "name" -> MicrosoftSettings.Format.NAME;
            case "id" -> MicrosoftSettings.Format.ID;
            case String other ->
                    throw keys.problem("groupNameFormat", "invalid groupNameFormat: " + other);
        };
    }

    private MicrosoftSettings.PreferredUsername preferredUsername() throws ConnectorProblem {
        return switch (keys.text("preferredUsernameField", "").toLowerCase(Locale.ROOT)) {
            case "" -> MicrosoftSettings.PreferredUsername.NONE;
            case "name" -> MicrosoftSettings.PreferredUsername.NAME;
            case "email" -> MicrosoftSettings.PreferredUsername.EMAIL;
            case "mailnickname" -> MicrosoftSettings.PreferredUsername.MAIL_NICKNAME;
            case "onpremisessamaccountname" ->
                    MicrosoftSettings.PreferredUsername.ON_PREMISES_SAM_ACCOUNT_NAME;
            case String other ->
                    throw keys.problem(
                            "preferredUsernameField", "invalid preferredUsernameField: " + other);
        };
    }
}
