/** Who a caller is and what it may do. */
@NullMarked
package moltis.gateway.access;

import org.jspecify.annotations.NullMarked;
