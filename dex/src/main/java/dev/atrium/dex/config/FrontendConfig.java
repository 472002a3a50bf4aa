package dev.atrium.dex.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// @param dir a directory with `static`, `themes`, `templates` and `robots.txt`; our own pages when
///     absent
/// @param issuer the name that pages show
/// @param extra values that page templates may read
public record FrontendConfig(
        Optional<Path> dir,
        String logoUrl,
        String issuer,
        String theme,
        Map<String, String> extra) {

    static FrontendConfig read(Section section, Map<String, String> environment) {
        String theme = section.textOr("theme", "light");
        Optional<Path> dir =
                section.text("dir")
                        .or(
                                () ->
                                        Optional.ofNullable(environment.get("DEX_FRONTEND_DIR"))
                                                .filter(value -> !value.isEmpty()))
                        .map(Path::of);
        if (dir.isPresent() && !Files.isReadable(dir.orElseThrow().resolve("robots.txt"))) {
            throw new DexConfigException(
                    "failed to initialize server: server: failed to load web static: read robots.txt dir: open robots.txt: no such file in "
                            + dir.orElseThrow(),
                    section.get("dir"));
        }
        return new FrontendConfig(
                dir,
                section.textOr("logoURL", "theme/logo.png"),
                section.textOr("issuer", "dex"),
                theme.equals("coreos") || theme.equals("tectonic") ? "light" : theme,
                section.map("extra"));
    }
}
