/** Clocks that tests move. */
@NullMarked
package moltis.testing.time;

import org.jspecify.annotations.NullMarked;
