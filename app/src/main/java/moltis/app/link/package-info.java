/** How a command speaks to the gateway: the one that runs, or one inside the command's own process. */
@NullMarked
package moltis.app.link;

import org.jspecify.annotations.NullMarked;
