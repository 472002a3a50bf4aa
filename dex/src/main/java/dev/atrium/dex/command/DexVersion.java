package dev.atrium.dex.command;

/// The text of `dex version`, in the three lines that scripts around Dex read.
public final class DexVersion {
    /// The release of Dex whose behaviour is served.
    public static final String COMPATIBLE_WITH = "v2.45.1";

    private DexVersion() {}

    /// @param version of this product
    /// @param os as Java names it, such as `Linux`
    /// @param architecture as Java names it, such as `amd64`
    public static String text(String version, String java, String os, String architecture) {
        return """
        Dex Version: %s (Atrium %s)
        Go Version: none (Java %s)
        Go OS/ARCH: %s %s
        """
                .formatted(COMPATIBLE_WITH, version, java, goOs(os), goArchitecture(architecture));
    }

    private static String goOs(String os) {
        String lower = os.toLowerCase(java.util.Locale.ROOT);
        return lower.startsWith("mac") ? "darwin" : lower.split(" ", 2)[0];
    }

    private static String goArchitecture(String architecture) {
        return switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            default -> architecture;
        };
    }
}
