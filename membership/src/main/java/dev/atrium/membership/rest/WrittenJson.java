package dev.atrium.membership.rest;

import java.util.Arrays;

/// JSON that was written before, in UTF-8: answered as it is.
///
/// @param bytes not to be changed
public record WrittenJson(byte[] bytes) {

    /// The parts one after the other.
    public static WrittenJson of(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return new WrittenJson(whole);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrittenJson written && Arrays.equals(bytes, written.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
