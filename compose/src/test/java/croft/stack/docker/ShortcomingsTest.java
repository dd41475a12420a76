package croft.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortcomingsTest {
    @ParameterizedTest
    @CsvSource({
        "croft/edge-proxy:1, false",
        "croft/app:1, false",
        "postgres:18-alpine, true",
        "registry.example.net/edge-proxy:1, true",
        "localhost/edge-proxy:1, true",
        "127.0.0.1:5000/edge-proxy@sha256:00, true",
        "mattermost/mattermost-team-edition:11, true"
    })
    void onlyOursAreBuiltRatherThanFetched(String image, boolean remote) {
        assertThat(Shortcomings.isRemote(image)).isEqualTo(remote);
    }

    @ParameterizedTest
    @CsvSource({
        "20.10.24+dfsg1, 20, 10, false",
        "19.03.15, 20, 10, true",
        "28.2.2, 20, 10, false",
        "v2.30.0, 1, 29, false",
        "1.28.6, 1, 29, true",
        "1.29.2, 1, 29, false",
        "dev, 1, 29, false"
    })
    void versionsAreComparedAsNumbers(String version, int major, int minor, boolean older) {
        assertThat(Engine.isOlder(version, List.of(major, minor))).isEqualTo(older);
    }

    @ParameterizedTest
    @CsvSource({
        "12.3MiB / 224MiB, 12897484",
        "976KiB / 224MiB, 999424",
        "1.5GiB / 2GiB, 1610612736",
        "0B / 0B, 0"
    })
    void memoryIsTheFirstOfTwoSizes(String usage, long octets) {
        assertThat(Engine.octets(usage)).contains(octets);
    }
}
