/** The moltis command. */
@NullMarked
package moltis.app;

import org.jspecify.annotations.NullMarked;
