package croft.site.store;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How willingly a thread lets others have the processor. Java's own priorities mean nothing on
/// Linux; there each thread has its own niceness, which `setpriority` sets.
final class Niceness {
    private static final int PRIO_PROCESS = 0;
    private static final int CALLING_THREAD = 0;
    private static final int LAST = 19;

    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

    private Niceness() {}

    /// Makes the calling thread work only when nobody else wants to.
    @SuppressWarnings("restricted") // every JVM of ours allows native access
    static void last() {
        try {
            Linker linker = Linker.nativeLinker();
            var function =
                    linker.downcallHandle(
                            linker.defaultLookup().findOrThrow("setpriority"),
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT));
            int result = (int) function.invokeExact(PRIO_PROCESS, CALLING_THREAD, LAST);
            if (result != 0) {
                LOG.debug("setpriority: {}", result);
            }
        } catch (Throwable e) {
            LOG.debug("no setpriority", e);
        }
    }
}
