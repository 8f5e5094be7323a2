/** What may be wrong with a configuration although each key has a value of its type. */
@NullMarked
package moltis.config.check;

import org.jspecify.annotations.NullMarked;
