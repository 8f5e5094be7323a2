/** The browser's files, documents and boot data. */
@NullMarked
package moltis.gateway.web;

import org.jspecify.annotations.NullMarked;
