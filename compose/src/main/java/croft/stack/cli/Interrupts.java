package croft.stack.cli;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// Ctrl-C, `kill` and a closed terminal, as calls: the first asks to stop, each further one to
/// hurry.
///
/// A shutdown hook cannot tell a second Ctrl-C from the first; the module jdk.unsupported, which
/// every JDK has, can.
final class Interrupts {
    private Interrupts() {}

    /// From here on the process does not end by these signals.
    @SuppressWarnings("sunapi")
    static void handle(Runnable stop, Runnable hurry) {
        var count = new AtomicInteger();
        SignalHandler handler =
                _ -> {
                    if (count.getAndIncrement() == 0) {
                        stop.run();
                    } else {
                        hurry.run();
                    }
                };
        Signal.handle(new Signal("INT"), handler);
        Signal.handle(new Signal("TERM"), handler);
        Signal hangup = new Signal("HUP");
        if (Signal.handle(hangup, handler) == SignalHandler.SIG_IGN) {
            Signal.handle(hangup, SignalHandler.SIG_IGN); // nohup: stays after the terminal
        }
    }
}
