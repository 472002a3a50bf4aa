package dev.atrium.cli.membership;

/// Which build this is, as `version` prints it.
public record Build(String version, String date, String commit) {}
