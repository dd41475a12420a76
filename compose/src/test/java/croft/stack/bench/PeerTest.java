package croft.stack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is typed to name peers and processors.
class PeerTest {
    @Test
    void isReadAsItIsWritten() {
        assertThat(Peer.names())
                .containsExactly(
                        "hv",
                        "nginx",
                        "haproxy",
                        "caddy",
                        "hv-log",
                        "nginx-log",
                        "haproxy-log",
                        "caddy-log")
                .allSatisfy(name -> assertThat(Peer.parse(name).name()).isEqualTo(name));
    }

    @Test
    void isRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> Peer.parse("apache"))
                .hasMessage(
                        "\"apache\" is no peer (expected: hv, nginx, haproxy, caddy, hv-log, nginx-log, haproxy-log, caddy-log)");
    }

    @Test
    void haveProcessorsOfTheirOwn() {
        assertThat(Pin.parse("0:1")).isEqualTo(new Pin("0", "1"));
        assertThat(Pin.parse("0,2-3:1").client(List.of("wrk")))
                .containsExactly("taskset", "-c", "1", "wrk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0:1:2", "a:b", "0:", "0,:1", "0: 1"})
    void haveNoOtherProcessors(String text) {
        assertThatThrownBy(() -> Pin.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }
}
