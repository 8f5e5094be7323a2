/** Browsers that are signed in. */
@NullMarked
package moltis.access.session;

import org.jspecify.annotations.NullMarked;
