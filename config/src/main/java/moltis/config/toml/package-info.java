/** TOML text: where each key stands in it, and edits that leave every other byte alone. */
@NullMarked
package moltis.config.toml;

import org.jspecify.annotations.NullMarked;
