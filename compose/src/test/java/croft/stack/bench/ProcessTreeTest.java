package croft.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.figures.Cpu;
import croft.stack.figures.Memory;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What the kernel says of processes.
class ProcessTreeTest {
    @Test
    void holdsDescendantsToo() throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "sleep 60 & echo begun; wait").start();
        try {
            assertThat(shell.inputReader().readLine()).isEqualTo("begun");
            long child = shell.children().findFirst().orElseThrow().pid();

            assertThat(ProcessTree.of(List.of(shell.pid())).pids())
                    .containsExactly(shell.pid(), child);
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    @Test
    void countsTheTimeOfChildrenThatHaveEnded() throws Exception {
        Process shell =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; echo done; sleep 60")
                        .start();
        try {
            assertThat(shell.inputReader().readLine()).isEqualTo("done");

            Cpu cpu = ProcessTree.of(List.of(shell.pid())).cpu();

            assertThat(cpu.seconds()).isGreaterThan(0.05);
            assertThat(cpu.since(cpu).seconds()).isZero();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly().waitFor();
        }
    }

    @Test
    void knowsMemoryAndAgeOfThisProcess() throws Exception {
        ProcessTree tree = ProcessTree.of(List.of(ProcessHandle.current().pid()));

        Memory memory = tree.memory();
        assertThat(memory.rssKib()).isGreaterThan(10_000);
        assertThat(memory.pssKib()).isBetween(10_000L, memory.rssKib() + 10_000);
        assertThat(tree.age()).isBetween(0.1, 86_400.0);
    }

    @Test
    void isEmptyHandedWithoutProcesses() throws Exception {
        ProcessTree nobody = ProcessTree.of(List.of());

        assertThat(nobody.cpu().seconds()).isZero();
        assertThat(nobody.memory()).isEqualTo(new Memory(0, 0));
        assertThat(nobody.age()).isZero();
    }
}
