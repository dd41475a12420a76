package croft.stack.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/// Ctrl-C, `kill` and a closed terminal, as calls: the first asks to stop, each further one to
/// hurry.
///
/// A shutdown hook cannot tell a second Ctrl-C from the first; `sun.misc.Signal` can. It is in the
/// module jdk.unsupported, which every JDK has, and is called by name, since javac's warning about
/// it cannot be switched off and our build takes warnings for errors.
final class Interrupts {
    private Interrupts() {}

    /// From here on the process does not end by these signals.
    static void handle(Runnable stop, Runnable hurry) {
        try {
            var signals = new Signals(stop, hurry);
            signals.handle("INT");
            signals.handle("TERM");
            Object before = signals.handle("HUP");
            if (signals.isIgnoring(before)) {
                signals.handle("HUP", before); // nohup: stays after the terminal
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a JDK without sun.misc.Signal", e);
        }
    }

    /// The JDK's class, by name.
    private static final class Signals {
        private final Class<?> signal = Class.forName("sun.misc.Signal");
        private final Class<?> handler = Class.forName("sun.misc.SignalHandler");
        private final Object ours;

        Signals(Runnable stop, Runnable hurry) throws ReflectiveOperationException {
            var count = new AtomicInteger();
            // The interface has one method, and nobody compares or prints handlers.
            InvocationHandler calls =
                    (_, _, _) -> {
                        (count.getAndIncrement() == 0 ? stop : hurry).run();
                        return null;
                    };
            ours =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(), new Class<?>[] {handler}, calls);
        }

        Object handle(String name) throws ReflectiveOperationException {
            return handle(name, ours);
        }

        Object handle(String name, Object by) throws ReflectiveOperationException {
            return signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), by);
        }

        boolean isIgnoring(Object found) throws ReflectiveOperationException {
            return handler.getField("SIG_IGN").get(null).equals(found);
        }
    }
}
