/** The models for other programs, in the protocols that they speak already. */
@NullMarked
package moltis.gateway.v1;

import org.jspecify.annotations.NullMarked;
