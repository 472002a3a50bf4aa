package dev.atrium.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// User and system time of a process and of everything below it, from `/proc`.
public record CpuTime(long process) {
    /// Of `/proc/PID/stat`: 100 in a second on every Linux that Java runs on.
    private static final double TICKS = 100.0;

    /// In seconds, those of children that have ended and were waited for included.
    public double seconds() {
        long ticks = used(stat(process).orElseThrow(() -> gone(process)));
        List<ProcessHandle> below =
                ProcessHandle.of(process).map(top -> top.descendants().toList()).orElse(List.of());
        for (ProcessHandle child : below) {
            ticks += stat(child.pid()).map(CpuTime::used).orElse(0L);
        }
        return ticks / TICKS;
    }

    /// Who started that process.
    public static CpuTime ofParent(long process) {
        List<String> fields = stat(process).orElseThrow(() -> gone(process));
        return new CpuTime(Long.parseLong(fields.get(1)));
    }

    /// utime, stime, cutime and cstime.
    private static long used(List<String> fields) {
        return fields.subList(11, 15).stream().mapToLong(Long::parseLong).sum();
    }

    /// The fields from the third on: the second is a name, which may hold blanks.
    private static Optional<List<String>> stat(long process) {
        try {
            String line = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            return Optional.of(List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static IllegalStateException gone(long process) {
        return new IllegalStateException("process " + process + " has ended");
    }
}
