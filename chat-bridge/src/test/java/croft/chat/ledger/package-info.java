/// Tests.
@NullMarked
package croft.chat.ledger;

import org.jspecify.annotations.NullMarked;
