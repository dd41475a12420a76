package croft.certs.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import croft.certs.dns.StubApi.Call;
import croft.certs.dns.StubApi.Reply;
import croft.platform.declaration.DnsProvider.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// acme-dns's interface as documented, which keeps the last two values of an account, in front of a
/// live Knot.
class AcmeDnsTest extends HttpDriverConformance {
    private static final String ACCOUNT = "8e5700ea-a4bf-41c7-8a77-e990661dcc6a";

    @Override
    String owner() {
        return ACCOUNT + "." + ZONE;
    }

    @Override
    Provider provider(Path folder) throws Exception {
        Knot knot = Knot.of(folder.resolve("knot"), ZONE);
        Account account = new Account(knot);
        return new HttpProvider(folder, Kind.ACME_DNS, account, account, SECRET, knot.address());
    }

    @Test
    void letsTheOldestOfThreeValuesGo() throws Exception {
        provider().driver().add(record(FOREIGN));
        provider().driver().add(record(ONE));
        provider().driver().add(record(TWO));
        assertThat(provider().held(owner())).containsExactly(TWO, ONE);
    }

    @Test
    void saysWhatTheNameIsToBeAnAliasOf() {
        DnsTrouble trouble =
                catchThrowableOfType(DnsTrouble.class, () -> provider().driver().zoneOf(OWNER));
        assertThat(trouble.remedy()).contains(OWNER, "CNAME", "fulldomain");
    }

    private static final class Account implements StubApi.Site, HttpProvider.Backend {
        private final Knot knot;
        private final Deque<String> values = new ArrayDeque<>();

        Account(Knot knot) {
            this.knot = knot;
        }

        @Override
        public synchronized Reply answer(Call call) throws IOException {
            if (!call.header("X-Api-User").equals(Declared.USER)
                    || !call.header("X-Api-Key").equals(SECRET)) {
                return Reply.of(401, Map.of("error", "forbidden"));
            }
            String txt = call.json().get("txt").text().orElse("");
            if (!call.line().equals("POST /update")
                    || !call.json().get("subdomain").text().orElse("").equals(ACCOUNT)) {
                return Reply.of(400, Map.of("error", "bad_subdomain"));
            }
            update(txt);
            return Reply.of(200, Map.of("txt", txt));
        }

        private void update(String txt) throws IOException {
            values.addLast(txt);
            while (values.size() > 2) {
                values.removeFirst();
            }
            knot.set(ZONE, ACCOUNT + "." + ZONE, values.toArray(String[]::new));
        }

        @Override
        public synchronized void put(String zone, String owner, String value) throws IOException {
            update(value);
        }

        @Override
        public synchronized List<String> held(String owner) {
            return values.stream().sorted().toList();
        }

        @Override
        public boolean knowsZones() {
            return false;
        }

        @Override
        public boolean deletes() {
            return false;
        }

        @Override
        public int room() {
            return 2;
        }

        @Override
        public void close() {
            knot.close();
        }
    }
}
