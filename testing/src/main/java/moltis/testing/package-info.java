/** What tests share. */
@NullMarked
package moltis.testing;

import org.jspecify.annotations.NullMarked;
