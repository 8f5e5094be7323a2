/** How the modules keep secrets unreadable at rest, without knowing the vault itself. */
@NullMarked
package moltis.core.vault;

import org.jspecify.annotations.NullMarked;
