package croft.stack.docker;

import static org.assertj.core.api.Assertions.assertThat;

import croft.stack.report.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `docker inspect` says, as the commands understand it.
class ContainerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    running    | healthy   | 0   | false | true  |
                    running    |           | 0   | false | true  |
                    running    | starting  | 0   | false | false | starting
                    running    | unhealthy | 0   | false | false | not healthy: 503 Service Unavailable
                    restarting |           | 78  | false | false | starts again and again: ended with 78
                    exited     |           | 0   | false | false | stopped
                    exited     |           | 1   | false | false | ended with 1
                    exited     |           | 137 | false | false | killed (137)
                    exited     |           | 137 | true  | false | ended for taking more memory than its limit, 224 MiB
                    created    |           | 0   | false | false | made, and never started
                    paused     | healthy   | 0   | false | false | paused
                    """)
    void whetherItIsUpAndWhyNot(
            String status,
            @Nullable String health,
            int exitCode,
            boolean outOfMemory,
            boolean up,
            @Nullable String problem)
            throws IOException {
        Container container = container(status, health, exitCode, outOfMemory);
        assertThat(container.isUp()).isEqualTo(up);
        assertThat(container.problem().orElse(null)).isEqualTo(problem);
    }

    @Test
    void onlyOneThatEndedWellIsDone() throws IOException {
        assertThat(container("exited", null, 0, false).isDone()).isTrue();
        assertThat(container("exited", null, 1, false).isDone()).isFalse();
        assertThat(container("running", null, 0, false).isDone()).isFalse();
    }

    @Test
    void tellsWhereItIsAndWhatItPublishes() throws IOException {
        Container container = container("running", "healthy", 0, false);
        assertThat(container.service()).isEqualTo("edge-proxy");
        assertThat(container.published().get("8443/tcp"))
                .isEqualTo(
                        List.of(
                                new Container.Published("127.0.0.1", 8443),
                                new Container.Published("", 443)));
        assertThat(container.environment()).containsEntry("CROFT_MANAGEMENT_PORT", "9000");
        assertThat(container.volumes()).containsExactly("/state");
    }

    @Test
    void itsManagementPortIsOnTheNetworkThatServicesShare() throws IOException {
        assertThat(Diagnosis.management(container("running", "healthy", 0, false)))
                .hasValueSatisfying(port -> assertThat(port.host()).isEqualTo("172.20.0.4"));
        assertThat(Diagnosis.management(container("exited", null, 0, false))).isEmpty();
    }

    /// Start period 60 s, then three checks, each 5 s after the one before and 5 s long, and a
    /// little more.
    @Test
    void isGivenTheTimeThatItsHealthCheckTakes() throws IOException {
        assertThat(container("running", "starting", 0, false).patience().toSeconds())
                .isEqualTo(60 + 3 * 10 + 15);
    }

    private static Container container(
            String status, @Nullable String health, int exitCode, boolean outOfMemory)
            throws IOException {
        return Container.of(
                Json.read(
                        """
                        {"Id": "abc", "Name": "/corner_edge-proxy_1", "Image": "sha256:1", "RestartCount": 2,
                         "State": {"Status": "%s", "ExitCode": %d, "OOMKilled": %s, "Pid": %d,
                                   "StartedAt": "2026-11-22T10:00:00Z"%s},
                         "Config": {"Image": "croft/edge-proxy:1", "Env": ["CROFT_MANAGEMENT_PORT=9000", "PATH=/bin"],
                                    "Labels": {"com.docker.compose.service": "edge-proxy"},
                                    "Healthcheck": {"StartPeriod": 60000000000, "Interval": 5000000000,
                                                    "Timeout": 5000000000, "Retries": 3}},
                         "HostConfig": {"Memory": 234881024, "PortBindings": {"8443/tcp": [
                             {"HostIp": "127.0.0.1", "HostPort": "8443"}, {"HostIp": "", "HostPort": "443"}]}},
                         "NetworkSettings": {"Networks": {
                             "corner_app": {"IPAddress": "172.19.0.2"},
                             "corner_services": {"IPAddress": "172.20.0.4"}}},
                         "Mounts": [{"Type": "bind", "Destination": "/croft"}, {"Type": "volume", "Destination": "/state"}]}
                        """
                                .formatted(
                                        status,
                                        exitCode,
                                        outOfMemory,
                                        status.equals("exited") ? 0 : 4711,
                                        health == null
                                                ? ""
                                                : ", \"Health\": {\"Status\": \""
                                                        + health
                                                        + "\", \"Log\": [{\"Output\": \"\\n503 Service"
                                                        + " Unavailable\\n\"}]}")));
    }
}
