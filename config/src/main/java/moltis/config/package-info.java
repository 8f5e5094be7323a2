/** The configuration file moltis.toml. */
@NullMarked
package moltis.config;

import org.jspecify.annotations.NullMarked;
