/** The protocols that model vendors speak. A codec writes requests, reads streams, and explains failures. */
@NullMarked
package moltis.providers.wire;

import org.jspecify.annotations.NullMarked;
