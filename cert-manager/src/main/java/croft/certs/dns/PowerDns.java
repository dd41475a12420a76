package croft.certs.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The HTTP API of PowerDNS's authoritative server
/// (https://doc.powerdns.com/authoritative/http-api).
record PowerDns(HttpApi api) implements RecordSets {
    static final String NAME = "PowerDNS";
    static final String REMEDY =
            "Look at secret (api-key in pdns.conf), and at webserver-allow-from there, which must hold"
                    + " this machine's address.";

    private static final int SECONDS = 60;
    private static final String ZONES = "/api/v1/servers/localhost/zones";

    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        return Zones.longest(
                NAME,
                owner,
                name ->
                        api
                                .get(ZONES + "?zone=" + HttpApi.encoded(name + "."))
                                .body()
                                .elements()
                                .stream()
                                .anyMatch(zone ->
                                        Labels.plain(zone.get("name").text().orElse(""))
                                                .equals(name)));
    }

    @Override
    public RecordSet read(String zone, String owner) throws DnsTrouble {
        HttpApi.Answer answer =
                api.get(
                        path(zone) + "?rrset_type=TXT&rrset_name=" + HttpApi.encoded(owner + "."),
                        404);
        if (answer.status() == 404) {
            throw Zones.gone(NAME, zone);
        }
        if (!answer.body().get("rrsets").isArray()) {
            throw api.unintelligible("a zone without rrsets");
        }
        // Old servers do not know the filter, and answer with everything.
        for (Json set : answer.body().get("rrsets").elements()) {
            if (Labels.plain(set.get("name").text().orElse("")).equals(owner)
                    && set.get("type").text().orElse("").equals("TXT")) {
                List<Entry> entries = new ArrayList<>();
                for (Json record : set.get("records").elements()) {
                    entries.add(
                            new Entry(
                                    record.get("content").text().orElse(""),
                                    record.get("disabled").isTrue()));
                }
                return new RecordSet(set.get("ttl").number(), entries);
            }
        }
        return RecordSet.EMPTY;
    }

    @Override
    public void write(String zone, String owner, RecordSet set) throws DnsTrouble {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("name", owner + ".");
        change.put("type", "TXT");
        change.put("changetype", set.entries().isEmpty() ? "DELETE" : "REPLACE");
        if (!set.entries().isEmpty()) {
            change.put("ttl", set.seconds().orElse(SECONDS));
            change.put(
                    "records",
                    set.entries().stream()
                            .map(entry ->
                                    Map.of("content", entry.text(), "disabled", entry.disabled()))
                            .toList());
        }
        api.send("PATCH", path(zone), Map.of("rrsets", List.of(change)));
    }

    private static String path(String zone) {
        return ZONES + "/" + HttpApi.encoded(zone + ".");
    }
}
