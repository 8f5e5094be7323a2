/** How keys are described, read and checked: each key is declared once, where its record reads it. */
@NullMarked
package moltis.config.schema;

import org.jspecify.annotations.NullMarked;
