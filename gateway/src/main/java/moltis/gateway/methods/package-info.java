/** The methods themselves, a class per area, with the records of their parameters and results. */
@NullMarked
package moltis.gateway.methods;

import org.jspecify.annotations.NullMarked;
