package dev.atrium.cli.configuration;

import java.util.List;

/// A kind of object, and what its commands do.
///
/// @param synonyms other words for it
/// @param creating the flags that describe a new one
/// @param finding the flags that narrow a list, or say which of several is meant
/// @param id what `show` and `delete` are told
record Noun(
        String name,
        List<String> synonyms,
        List<ObjectFlag> creating,
        List<ObjectFlag> finding,
        List<ObjectFlag> deleting,
        String id,
        Deeds deeds) {

    Noun {
        synonyms = List.copyOf(synonyms);
        creating = List.copyOf(creating);
        finding = List.copyOf(finding);
        deleting = List.copyOf(deleting);
    }

    interface Deeds {
        Answer create(ConfigurationProgram.Installation in, Given given);

        Answer list(ConfigurationProgram.Installation in, Given given);

        Answer show(ConfigurationProgram.Installation in, String id, Given given);

        Answer delete(ConfigurationProgram.Installation in, String id, Given given);
    }
}
