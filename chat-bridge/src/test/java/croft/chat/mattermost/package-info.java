/// Tests of Mattermost as a network, against its double.
@NullMarked
package croft.chat.mattermost;

import org.jspecify.annotations.NullMarked;
