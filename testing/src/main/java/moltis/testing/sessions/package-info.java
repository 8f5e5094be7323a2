/** Contract suites of the session ports, and in-memory implementations that pass them. */
@NullMarked
package moltis.testing.sessions;

import org.jspecify.annotations.NullMarked;
