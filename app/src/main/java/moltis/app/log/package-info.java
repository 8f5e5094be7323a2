/** Where log lines go: the console, a rotating file, and the gateway's memory. Configured in code, secrets taken out. */
@NullMarked
package moltis.app.log;

import org.jspecify.annotations.NullMarked;
