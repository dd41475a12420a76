package croft.stack.figures;

import java.util.Optional;

/// What one run came to.
public sealed interface Figures {
    /// Of requests, by whatever load.
    ///
    /// @param cpu of the server's whole process tree
    /// @param wallSeconds from before the client began to after it ended
    /// @param originSeconds of CPU time that the origin took meanwhile
    /// @param memory afterwards
    record Requests(
            long requests,
            double seconds,
            Cpu cpu,
            double wallSeconds,
            double originSeconds,
            Optional<Latency> latency,
            Memory memory)
            implements Figures {
        public double perSecond() {
            return requests / seconds;
        }

        /// CPU time per request, in microseconds.
        public double cpuMicros() {
            return 1e6 * cpu.seconds() / Math.max(1, requests);
        }

        /// How many processors the server kept busy on average.
        public double busy() {
            return cpu.seconds() / wallSeconds;
        }

        double userMicros() {
            return 1e6 * cpu.user() / Math.max(1, requests);
        }

        double systemMicros() {
            return 1e6 * cpu.system() / Math.max(1, requests);
        }
    }

    /// Of memory, before and while a server holds what a load gives it.
    ///
    /// @param count connections or objects; 1 for the server itself
    record Growth(long count, Memory before, Memory after) implements Figures {
        /// KiB that each one takes: of PSS, which counts what workers share once, where it can be
        /// read.
        public double eachKib() {
            boolean proportional = before.pssKib() > 0 && after.pssKib() > 0;
            long grown =
                    proportional
                            ? after.pssKib() - before.pssKib()
                            : after.rssKib() - before.rssKib();
            return (double) grown / Math.max(1, count);
        }
    }

    /// Of a start.
    record Started(double seconds, Cpu cpu, Memory memory) implements Figures {}
}
