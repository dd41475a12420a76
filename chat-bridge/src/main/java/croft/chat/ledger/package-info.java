/// What was heard, what was passed on and what is still to be: the tables of the schema `chat`.
/// Knows SQL, and no network.
@NullMarked
package croft.chat.ledger;

import org.jspecify.annotations.NullMarked;
