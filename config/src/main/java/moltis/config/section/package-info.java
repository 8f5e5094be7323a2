/** The configuration as a tree of records, one per section. A record's {@code read} declares its keys and defaults. */
@NullMarked
package moltis.config.section;

import org.jspecify.annotations.NullMarked;
