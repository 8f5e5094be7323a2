/** The one way out of the process. */
@NullMarked
package moltis.net;

import org.jspecify.annotations.NullMarked;
