/** The built-in tools. */
@NullMarked
package moltis.tools;

import org.jspecify.annotations.NullMarked;
