package croft.stack.bench;

import croft.stack.launch.CannotStart;
import croft.stack.launch.Stack;
import croft.stack.report.Exit;
import croft.stack.report.ProcessReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Our edge, as `croft up` runs it: one process of a whole stack, whose other processes have
/// nothing to do meanwhile and are not counted.
final class OurEdge implements Server {
    static final String NAME = "edge";

    private static final String PROCESS = "edge-proxy";
    private static final int TRIES = 12_000;

    private final Stack stack;

    OurEdge(Stack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public int port() {
        return stack.report().httpsPort();
    }

    @Override
    public List<Long> processes() {
        return pid().stream().toList();
    }

    /// Asks the process to end; the stack starts another one by itself. Only once it is up: the
    /// stack takes one that ends before for a failure.
    @Override
    public void restart() throws CannotStart, InterruptedException {
        for (int i = 0; i < TRIES && state() != ProcessReport.State.UP; i++) {
            check();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        Optional<Long> before = pid();
        before.flatMap(ProcessHandle::of).ifPresent(ProcessHandle::destroy);
        for (int i = 0; i < TRIES; i++) {
            Optional<Long> now = pid();
            if (now.isPresent() && !now.equals(before)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new CannotStart(Exit.SOFTWARE, "the edge was not started again within a minute");
    }

    @Override
    public void check() throws CannotStart {
        ProcessReport.State state = state();
        if (state == ProcessReport.State.GIVEN_UP || state == ProcessReport.State.STOPPED) {
            throw new CannotStart(Exit.SOFTWARE, "the edge has ended (expected: to go on running)");
        }
    }

    private ProcessReport.State state() {
        return stack.report()
                .process(PROCESS)
                .map(ProcessReport::state)
                .orElse(ProcessReport.State.STOPPED);
    }

    private Optional<Long> pid() {
        return stack.report().process(PROCESS).flatMap(ProcessReport::pid);
    }
}
