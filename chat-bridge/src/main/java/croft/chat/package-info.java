/// Mattermost's sidecar: puts the packages below together with the declaration, the journal and the
/// management port.
@NullMarked
package croft.chat;

import org.jspecify.annotations.NullMarked;
