/** What every call of a model used and cost, what it may cost, and who is asked when that is not enough. */
@NullMarked
package moltis.ledger;

import org.jspecify.annotations.NullMarked;
