/** JSON that is written often, as bytes. */
@NullMarked
package moltis.gateway.json;

import org.jspecify.annotations.NullMarked;
