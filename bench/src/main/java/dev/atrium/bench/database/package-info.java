/// The databases of a run, each made empty and dropped again. What is in them belongs to the
/// benchmark that fills them.
@NullMarked
package dev.atrium.bench.database;

import org.jspecify.annotations.NullMarked;
