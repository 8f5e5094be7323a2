/** Keys with which programs come in. */
@NullMarked
package moltis.access.key;

import org.jspecify.annotations.NullMarked;
