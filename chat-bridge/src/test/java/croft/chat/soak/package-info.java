/// The long run: a crowd talks at three servers while the bridge between these, its database and
/// its connections are killed and cut; in the end everything is compared.
@NullMarked
package croft.chat.soak;

import org.jspecify.annotations.NullMarked;
