/** Facts about the machine and the process. */
@NullMarked
package moltis.gateway.host;

import org.jspecify.annotations.NullMarked;
