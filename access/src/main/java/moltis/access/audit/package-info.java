/** What happened to accounts, for the person to read. */
@NullMarked
package moltis.access.audit;

import org.jspecify.annotations.NullMarked;
