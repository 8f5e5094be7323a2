/** A built distribution as a process, and a small client for it: what whole-process tests and benchmarks share. */
@NullMarked
package moltis.testing.process;

import org.jspecify.annotations.NullMarked;
