/** The database. */
@NullMarked
package moltis.storage;

import org.jspecify.annotations.NullMarked;
