package croft.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.cli.ScriptedStack.Said;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How `croft dns test` follows a trial.
class DnsTestCommandTest {
    private static final String WRITTEN =
            "{\"what\": \"write\", \"done\": true, \"milliseconds\": 1200, \"said\": \"TXT\","
                    + " \"remedy\": null}";
    private static final String NOT_SEEN =
            "{\"what\": \"see it\", \"done\": false, \"milliseconds\": 9000, \"said\":"
                    + " \"ns2 has not\", \"remedy\": \"look at ns2\"}";

    @TempDir private Path folder = Path.of("unset");
    private ScriptedStack stack;

    @BeforeEach
    void begin() throws IOException {
        stack = new ScriptedStack(folder).first(200, "{\"trial\": \"t1\"}");
    }

    @AfterEach
    void end() throws IOException {
        stack.close();
    }

    @Test
    void showsEachStepOnceUntilTheTrialHasEnded() {
        stack.first(200, progress(false, ""))
                .first(200, progress(false, WRITTEN))
                .answers(200, progress(true, WRITTEN));
        Said said = stack.croft("dns", "test", "luadns", "example.net");
        assertThat(said).isEqualTo(new Said(0, "done  write (1.2 s): TXT\n", ""));
        assertThat(stack.allAsked().getFirst()).startsWith("POST /control/dns/test ");
        assertThat(stack.asked()).isEqualTo("GET /control/dns/test/t1");
    }

    @Test
    void saysWhatFailedAndWhatToDo() {
        stack.answers(200, progress(true, WRITTEN + "," + NOT_SEEN));
        Said said = stack.croft("dns", "test", "luadns", "example.net");
        assertThat(said)
                .isEqualTo(
                        new Said(
                                1,
                                """
                                done  write (1.2 s): TXT
                                not   see it (9.0 s): ns2 has not
                                      Remedy: look at ns2
                                """,
                                ""));
    }

    @Test
    void printsTheEndForPrograms() throws IOException {
        stack.answers(200, progress(true, WRITTEN));
        Said said = stack.croft("dns", "test", "luadns", "example.net", "--json");
        assertThat(Json.read(said.out()).get("steps").elements()).hasSize(1);
    }

    private static String progress(boolean ended, String steps) {
        return "{\"provider\": \"luadns\", \"ended\": " + ended + ", \"steps\": [" + steps + "]}";
    }
}
