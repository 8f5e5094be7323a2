/** The vault: secrets that can be read only after somebody proved who they are. */
@NullMarked
package moltis.access.vault;

import org.jspecify.annotations.NullMarked;
