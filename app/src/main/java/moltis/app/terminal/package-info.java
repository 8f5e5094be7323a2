/** What a person sees in the terminal: answers as they arrive, Markdown, questions, progress. */
@NullMarked
package moltis.app.terminal;

import org.jspecify.annotations.NullMarked;
