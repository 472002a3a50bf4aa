package dev.atrium.membership.wizard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Questions and answers on a terminal, one line each.
public final class Prompts {
    private final Terminal terminal;

    public Prompts(Terminal terminal) {
        this.terminal = terminal;
    }

    /// There will be no more answers.
    public static final class EndOfInput extends RuntimeException {
        EndOfInput() {
            super("end of input", null, false, false);
        }
    }

    public void say(String line) {
        terminal.output().println(line);
        terminal.output().flush();
    }

    /// @return the number of the entry, counted from 1; 0 to leave
    int choose(String title, String... entries) {
        while (true) {
            say("");
            say(title);
            for (int index = 0; index < entries.length; index++) {
                say("  " + (index + 1) + ") " + entries[index]);
            }
            say("  0) Leave");
            String answer = ask("Choice");
            try {
                int number = Integer.parseInt(answer);
                if (number >= 0 && number <= entries.length) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // told below, like a number that is not listed
            }
            say("\"" + answer + "\" is none of the choices.");
        }
    }

    public String required(String question) {
        while (true) {
            String answer = ask(question);
            if (!answer.isEmpty()) {
                return answer;
            }
            say("An answer is needed.");
        }
    }

    public String optional(String question, String usual) {
        String answer = ask(usual.isEmpty() ? question : question + " [" + usual + "]");
        return answer.isEmpty() ? usual : answer;
    }

    public boolean yes(String question, boolean usual) {
        String answer = ask(question + (usual ? " [Y/n]" : " [y/N]")).toLowerCase(Locale.ROOT);
        return answer.isEmpty() ? usual : answer.startsWith("y");
    }

    /// Separated by spaces or commas, in lower case.
    List<String> words(String question) {
        return Arrays.stream(ask(question).toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private String ask(String question) {
        terminal.output().print(question + ": ");
        terminal.output().flush();
        try {
            String line = terminal.input().readLine();
            if (line == null) {
                throw new EndOfInput();
            }
            return line.strip();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
