package croft.chat.irc;

import croft.chat.relay.NetworkContract;
import croft.chat.relay.Venue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// IRC is a network, at servers that tell much and at those that tell nothing.
class IrcNetworkContractTest {
    @Nested
    class AtInspIrcd extends NetworkContract {
        private static Ircd server;

        @BeforeAll
        static void start() throws Exception {
            server = Ircd.modern();
        }

        @AfterAll
        static void stop() {
            server.close();
        }

        @Override
        protected Venue venue() throws Exception {
            return new IrcVenue(server);
        }
    }

    @Nested
    @EnabledIfSystemProperty(
            named = "croft.irc.all",
            matches = "true",
            disabledReason =
                    "half a minute, and IrcTroubleTest has a server without echo:"
                            + " -Dcroft.irc.all=true")
    class AtNgIrcd extends NetworkContract {
        private static Ircd server;

        @BeforeAll
        static void start() throws Exception {
            server = Ircd.ngircd();
        }

        @AfterAll
        static void stop() {
            server.close();
        }

        @Override
        protected Venue venue() throws Exception {
            return new IrcVenue(server);
        }
    }
}
