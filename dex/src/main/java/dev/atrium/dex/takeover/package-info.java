/// Taking the place of a Dex: what its storage holds (its tables in three databases, its objects in
/// Kubernetes) is read as rows of a few kinds, turned into what this role knows, and written in one
/// transaction; over Dex's own PostgreSQL later changes follow. Nothing else may know how Dex
/// stores things.
@NullMarked
package dev.atrium.dex.takeover;

import org.jspecify.annotations.NullMarked;
