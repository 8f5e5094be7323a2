/** Routes, requests and answers over HTTP. */
@NullMarked
package moltis.gateway.http;

import org.jspecify.annotations.NullMarked;
