/** What {@code moltis doctor} looks at. */
@NullMarked
package moltis.app.doctor;

import org.jspecify.annotations.NullMarked;
