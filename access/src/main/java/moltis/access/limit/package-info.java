/** How often somebody may try, and who somebody is. */
@NullMarked
package moltis.access.limit;

import org.jspecify.annotations.NullMarked;
