/** The database of a data directory: one writer, a few readers, and a schema that is upgraded on a copy. */
@NullMarked
package moltis.storage;

import org.jspecify.annotations.NullMarked;
