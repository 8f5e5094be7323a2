/** Tools that a model may call. */
@NullMarked
package moltis.core.tool;

import org.jspecify.annotations.NullMarked;
