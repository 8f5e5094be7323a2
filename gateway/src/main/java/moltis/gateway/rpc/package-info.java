/** Methods, their table, and how a call becomes an answer. */
@NullMarked
package moltis.gateway.rpc;

import org.jspecify.annotations.NullMarked;
