/**
 * A model that says what a test wants: in memory behind the port, and as a server that speaks the vendors' own
 * protocols.
 */
@NullMarked
package moltis.testing.model;

import org.jspecify.annotations.NullMarked;
