/** Ids, secrets and errors: the words that every module uses. */
@NullMarked
package moltis.core;

import org.jspecify.annotations.NullMarked;
