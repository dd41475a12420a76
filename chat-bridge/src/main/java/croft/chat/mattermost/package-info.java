/// Mattermost as a network: its REST calls, its WebSocket, and how the two complete each other.
@NullMarked
package croft.chat.mattermost;

import org.jspecify.annotations.NullMarked;
