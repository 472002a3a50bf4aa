package dev.atrium.oidc;

import dev.atrium.storage.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Removes what has expired from an issuer's tables.
public final class ExpiredRows {
    /// Devices that poll a little late are still told that their code has expired.
    private static final Duration DEVICE_GRACE = Duration.ofMinutes(10);

    private static final List<String> TABLES =
            List.of(
                    "logins",
                    "spent_requests",
                    "parked_requests",
                    "codes",
                    "refresh_tokens",
                    "sessions",
                    "failed_logins",
                    "verification_keys");

    private final ExpiredRowStore store = new ExpiredRowStore();
    private final Duration reuseInterval;

    public ExpiredRows(Profile profile) {
        this(profile.refresh().reuseInterval());
    }

    /// @param reuseInterval for which a used refresh token still obtains the one that followed it
    public ExpiredRows(Duration reuseInterval) {
        this.reuseInterval = reuseInterval;
    }

    /// One pass of the job.
    ///
    /// @return how many rows went
    public int collect(Tx tx, Instant now) {
        int rows = store.delete(tx, "device_codes", now.minus(DEVICE_GRACE));
        for (String table : TABLES) {
            rows += store.delete(tx, table, now);
        }
        store.forgetSuccessors(tx, now.minus(reuseInterval));
        return rows;
    }
}
