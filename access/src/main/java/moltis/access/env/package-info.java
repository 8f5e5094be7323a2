/** The variables that a person keeps in the product instead of the shell. */
@NullMarked
package moltis.access.env;

import org.jspecify.annotations.NullMarked;
