/** OpenAI's Chat Completions, as its clients speak it. */
@NullMarked
package moltis.gateway.v1.openai;

import org.jspecify.annotations.NullMarked;
