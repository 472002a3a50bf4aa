package dev.atrium.bench.load;

import java.util.Arrays;
import java.util.List;

/// How long answers took, in nanoseconds, sorted.
public record Latencies(long[] sorted) {

    static Latencies of(List<long[]> parts) {
        long[] all = parts.stream().flatMapToLong(Arrays::stream).toArray();
        Arrays.sort(all);
        return new Latencies(all);
    }

    public static Latencies together(List<Latencies> parts) {
        return of(parts.stream().map(Latencies::sorted).toList());
    }

    public int count() {
        return sorted.length;
    }

    /// In milliseconds.
    public double percentile(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(sorted.length * percent / 100) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }
}
