package dev.atrium.bench.load;

import java.util.Arrays;

/// A list of numbers that makes no objects.
final class Times {
    private long[] values = new long[1 << 12];
    private int count;

    void add(long value) {
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    long[] all() {
        return Arrays.copyOf(values, count);
    }
}
