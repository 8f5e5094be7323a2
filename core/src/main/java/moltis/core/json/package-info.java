/** The one JSON mapper. */
@NullMarked
package moltis.core.json;

import org.jspecify.annotations.NullMarked;
