/// A contract double of Mattermost: its REST calls and its WebSocket on a real port, its database
/// in memory, and every peculiarity that the bridge has to live with. `docs/mattermost-double.md`
/// lists these, each with where it comes from and the test that shows it. It knows nothing of the
/// bridge.
@NullMarked
package croft.chat.mattermost.paper;

import org.jspecify.annotations.NullMarked;
