package dev.atrium.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What a reader may expect of every source file and every package.
class SourcesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int MOST_LINES = 500;

    @Test
    void no_file_holds_two_ideas() {
        assertThat(sources().filter(file -> lines(file).size() > MOST_LINES)).isEmpty();
    }

    @Test
    void every_package_says_what_lives_there_and_what_may_not() {
        List<Path> silent =
                sources()
                        .filter(file -> file.toString().contains("/src/main/java/"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !describes(folder.resolve("package-info.java")))
                        .toList();
        assertThat(silent).isEmpty();
    }

    @Test
    void no_package_is_a_drawer() {
        assertThat(sources().map(Path::getParent).distinct())
                .noneMatch(
                        folder ->
                                folder.getFileName()
                                        .toString()
                                        .matches("utils?|common|managers?|impl|helpers?|misc"));
    }

    @Test
    void no_type_is_named_after_nothing() {
        assertThat(sources().filter(file -> file.toString().contains("/src/main/java/")))
                .noneMatch(
                        file ->
                                file.getFileName()
                                        .toString()
                                        .matches(".*(Impl|Manager|Helper|Utils?)\\.java"));
    }

    private static boolean describes(Path info) {
        if (!Files.exists(info)) {
            return false;
        }
        String text =
                String.join(
                        " ", lines(info).stream().filter(line -> line.startsWith("///")).toList());
        return text.length() > 120 && String.join("\n", lines(info)).contains("@NullMarked");
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(
                            file ->
                                    !file.toString().contains("/target/")
                                            && !file.toString().contains("/node_modules/"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
