/** Messages, stream events and the port to a language model. */
@NullMarked
package moltis.core.model;

import org.jspecify.annotations.NullMarked;
