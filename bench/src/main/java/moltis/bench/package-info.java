/** How fast and how small the built distribution is. */
@NullMarked
package moltis.bench;

import org.jspecify.annotations.NullMarked;
