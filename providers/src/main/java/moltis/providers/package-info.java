/** Language models. */
@NullMarked
package moltis.providers;

import org.jspecify.annotations.NullMarked;
