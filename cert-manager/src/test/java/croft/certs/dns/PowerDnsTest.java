package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;

import croft.certs.dns.StubApi.Call;
import croft.certs.dns.StubApi.Reply;
import croft.platform.declaration.DnsProvider.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A live PowerDNS, behind a front that lets things go wrong.
class PowerDnsTest extends HttpDriverConformance {
    @Override
    Provider provider(Path folder) throws Exception {
        Live live = new Live(new PowerDnsServer(folder, List.of(ZONE, CHILD)));
        return new HttpProvider(folder, Kind.POWERDNS, live, live, SECRET);
    }

    @Test
    void leavesForeignValuesAsTheyAreWritten() throws Exception {
        String odd = "\"two \" \"strings; with a \\\"quote\\\"\"";
        DnsDrivers drivers = Declared.drivers(folder, PowerDnsServer.KEY);
        try (PowerDnsServer server = new PowerDnsServer(folder.resolve("odd"), List.of(ZONE));
                Live live = new Live(server);
                drivers) {
            live.patch(ZONE, OWNER, List.of(odd));
            DnsDriver driver = drivers.of(Declared.http(Kind.POWERDNS, server.url()));
            TxtRecord record = new TxtRecord(ZONE, OWNER, ONE);
            driver.add(record);
            assertThat(live.texts(OWNER)).containsExactlyInAnyOrder(odd, TxtText.quoted(ONE));
            assertThat(driver.values(ZONE, OWNER))
                    .containsExactlyInAnyOrder("two strings; with a \"quote\"", ONE);
            driver.remove(record, Optional.empty());
            assertThat(live.texts(OWNER)).containsExactly(odd);
        }
    }

    /// The real server: what the test's key asks for is asked for with the server's.
    private static final class Live implements StubApi.Site, HttpProvider.Backend {
        private final PowerDnsServer server;
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        Live(PowerDnsServer server) {
            this.server = server;
        }

        @Override
        public Reply answer(Call call) throws IOException, InterruptedException {
            String key = call.header("X-API-Key").equals(SECRET) ? PowerDnsServer.KEY : "wrong";
            StringBuilder query = new StringBuilder();
            call.query()
                    .forEach((name, value) ->
                            query.append(query.isEmpty() ? "?" : "&")
                                    .append(name)
                                    .append('=')
                                    .append(value));
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(server.url() + call.path() + query))
                                    .header("X-API-Key", key)
                                    .header("Content-Type", "application/json")
                                    .method(call.method(), BodyPublishers.ofByteArray(call.body()))
                                    .build(),
                            BodyHandlers.ofString());
            return new Reply(answer.statusCode(), Map.of(), answer.body());
        }

        @Override
        public void put(String zone, String owner, String value) throws Exception {
            List<String> all = new ArrayList<>(texts(owner));
            all.add(TxtText.quoted(value));
            patch(zone, owner, all);
        }

        @Override
        public List<String> held(String owner) throws Exception {
            return texts(owner).stream().map(TxtText::value).toList();
        }

        List<String> texts(String owner) throws Exception {
            String zone = Labels.isWithin(owner, CHILD) ? CHILD : ZONE;
            HttpResponse<byte[]> answer =
                    client.send(request(zone).build(), BodyHandlers.ofByteArray());
            return Json.read(answer.body()).get("rrsets").elements().stream()
                    .filter(set ->
                            set.get("name").text().orElse("").equals(owner + ".")
                                    && set.get("type").text().orElse("").equals("TXT"))
                    .flatMap(set -> set.get("records").elements().stream())
                    .map(record -> record.get("content").text().orElse(""))
                    .toList();
        }

        void patch(String zone, String owner, List<String> texts) throws Exception {
            Object body =
                    Map.of(
                            "rrsets",
                            List.of(
                                    Map.of(
                                            "name",
                                            owner + ".",
                                            "type",
                                            "TXT",
                                            "ttl",
                                            120,
                                            "changetype",
                                            "REPLACE",
                                            "records",
                                            texts.stream()
                                                    .map(text ->
                                                            Map.of(
                                                                    "content",
                                                                    text,
                                                                    "disabled",
                                                                    false))
                                                    .toList())));
            HttpResponse<String> answer =
                    client.send(
                            request(zone)
                                    .header("Content-Type", "application/json")
                                    .method("PATCH", BodyPublishers.ofByteArray(Json.write(body)))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        }

        private HttpRequest.Builder request(String zone) {
            return HttpRequest.newBuilder(
                            URI.create(
                                    server.url() + "/api/v1/servers/localhost/zones/" + zone + "."))
                    .header("X-API-Key", PowerDnsServer.KEY);
        }

        @Override
        public void close() {
            client.close();
            server.close();
        }
    }
}
