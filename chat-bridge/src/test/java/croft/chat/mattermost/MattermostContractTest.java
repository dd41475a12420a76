package croft.chat.mattermost;

import croft.chat.mattermost.paper.Release;
import croft.chat.mattermost.paper.Settings;
import croft.chat.relay.NetworkContract;
import croft.chat.relay.Venue;
import org.junit.jupiter.api.Nested;

/// Mattermost passes what every network has to pass.
class MattermostContractTest {
    @Nested
    class OfToday extends NetworkContract {
        @Override
        protected Venue venue() throws Exception {
            return new Town(Settings.forBridges(Release.V11_10), true);
        }
    }

    @Nested
    class OfTomorrow extends NetworkContract {
        @Override
        protected Venue venue() throws Exception {
            return new Town(Settings.forBridges(Release.V12_0), true);
        }
    }

    @Nested
    class WithoutAdministrator extends NetworkContract {
        @Override
        protected Venue venue() throws Exception {
            return new Town(Settings.of(Release.V11_7), false);
        }
    }
}
