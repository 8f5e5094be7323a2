/** Anthropic's Messages, as its clients speak it. */
@NullMarked
package moltis.gateway.v1.anthropic;

import org.jspecify.annotations.NullMarked;
