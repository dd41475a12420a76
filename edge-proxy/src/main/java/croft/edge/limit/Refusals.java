package croft.edge.limit;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// How often somebody was turned away, and why; counted by every event loop.
public final class Refusals {
    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    Refusals() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /// Counts one.
    public void count(Reason reason) {
        LongAdder adder = counts.get(reason);
        if (adder != null) {
            adder.increment();
        }
    }

    /// How many there were since the start.
    public long of(Reason reason) {
        LongAdder adder = counts.get(reason);
        return adder == null ? 0 : adder.sum();
    }

    /// Why somebody was turned away.
    public enum Reason {
        DENIED("denied", "connections and requests of addresses on the deny list"),
        FULL("full", "connections while as many were open as may be"),
        CONNECTIONS("connections", "connections of an address that has as many as it may"),
        SHUT_OUT("shut-out", "connections of an address that went on after it was refused"),
        RATE("rate", "requests over an address's rate"),
        FAULTS("faults", "connections ended because their address resets and breaks too many"),
        PROXY_HEADER("proxy-header", "connections without the PROXY header they must begin with"),
        MEMORY("memory", "connections that held too much, and requests while too much was held");

        private final String word;
        private final String meaning;

        Reason(String word, String meaning) {
            this.word = word;
            this.meaning = meaning;
        }

        /// For metrics and status.
        public String word() {
            return word;
        }

        public String meaning() {
            return meaning;
        }
    }
}
