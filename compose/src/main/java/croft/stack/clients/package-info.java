/// What other ACME clients keep in their folders: their accounts, their certificates with keys, and
/// how they renewed them. Reads files; sends nothing anywhere.
@NullMarked
package croft.stack.clients;

import org.jspecify.annotations.NullMarked;
