/** OpenAI's Responses, as its clients speak it. */
@NullMarked
package moltis.gateway.v1.responses;

import org.jspecify.annotations.NullMarked;
