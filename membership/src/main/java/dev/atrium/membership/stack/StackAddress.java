package dev.atrium.membership.stack;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;

/// A stack's address is its region's with `<organization>-<stack>.` before the host. The stack's
/// own token issuer is derived from it, so it must be the same character for character everywhere.
public final class StackAddress {
    private StackAddress() {}

    public static String of(String regionBaseUrl, OrganizationId organization, StackId stack) {
        int scheme = regionBaseUrl.indexOf("://");
        String prefix = organization + "-" + stack + ".";
        String address =
                scheme < 0
                        ? "https://" + prefix + regionBaseUrl
                        : regionBaseUrl.substring(0, scheme + 3)
                                + prefix
                                + regionBaseUrl.substring(scheme + 3);
        int end = address.length();
        while (end > 0 && address.charAt(end - 1) == '/') {
            end--;
        }
        return address.substring(0, end);
    }
}
