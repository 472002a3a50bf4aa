package dev.atrium.server.program;

/// The version of this build, from the program's manifest.
public final class Version {
    private Version() {}

    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "v0.0.0-development" : "v" + version;
    }
}
