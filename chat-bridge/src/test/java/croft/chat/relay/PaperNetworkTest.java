package croft.chat.relay;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;

/// The network in memory passes what every network has to pass, whatever it can do.
class PaperNetworkTest {
    @Nested
    class WithAllAbilities extends NetworkContract {
        @Override
        protected Venue venue() {
            return new PaperVenue(
                    "paper", EnumSet.allOf(Ability.class), InstantSource.system(), false);
        }
    }

    @Nested
    class TellingThingsTwice extends NetworkContract {
        @Override
        protected Venue venue() {
            return new PaperVenue(
                    "paper", EnumSet.allOf(Ability.class), InstantSource.system(), true);
        }
    }

    @Nested
    class WithNone extends NetworkContract {
        @Override
        protected Venue venue() {
            return new PaperVenue("paper", Set.of(), InstantSource.system(), false);
        }
    }
}
