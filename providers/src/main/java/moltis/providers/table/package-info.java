/** What we know about providers and models without asking anybody: rows of data and the rules that read them. */
@NullMarked
package moltis.providers.table;

import org.jspecify.annotations.NullMarked;
