/** Certificates: a local authority of our own, or files that a person names. */
@NullMarked
package moltis.access.tls;

import org.jspecify.annotations.NullMarked;
