package croft.certs.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// LuaDNS (https://luadns.com/api.html). Names end in a dot there, contents have no quotes, and
/// lists come in pages, whose number is in a field of the head.
record LuaDns(HttpApi api) implements RecordList {
    static final String NAME = "LuaDNS";
    static final String URL = "https://api.luadns.com/v1";
    static final String REMEDY =
            "Look at user (the account's mail address) and secret (its API key). The API is off until"
                    + " it is turned on in the account's settings, and a key may be for some zones"
                    + " only.";

    /// The shortest that it takes.
    private static final int SECONDS = 300;

    private static final int PAGE = 500;

    /// More is no list of records; it ends a provider that counts its pages up for ever.
    private static final int MOST_PAGES = 200;

    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        List<Json> zones = zones();
        return Zones.longest(NAME, owner, name -> id(zones, name).isPresent());
    }

    @Override
    public List<Held> find(String zone, String owner) throws DnsTrouble {
        List<Held> found = new ArrayList<>();
        for (Json record : all("/zones/" + zoneId(zone) + "/records")) {
            if (record.get("type").text().orElse("").equals("TXT")
                    && Labels.plain(record.get("name").text().orElse("")).equals(owner)) {
                found.add(new Held(id(record), record.get("content").text().orElse("")));
            }
        }
        return found;
    }

    @Override
    public String create(TxtRecord record) throws DnsTrouble {
        return id(
                api.send(
                                "POST",
                                "/zones/" + zoneId(record.zone()) + "/records",
                                Map.of(
                                        "name",
                                        record.owner() + ".",
                                        "type",
                                        "TXT",
                                        "content",
                                        record.value(),
                                        "ttl",
                                        SECONDS))
                        .body());
    }

    @Override
    public void delete(String zone, String id) throws DnsTrouble {
        api.send("DELETE", "/zones/" + zoneId(zone) + "/records/" + HttpApi.encoded(id), null, 404);
    }

    private String zoneId(String zone) throws DnsTrouble {
        return HttpApi.encoded(id(zones(), zone).orElseThrow(() -> Zones.gone(NAME, zone)));
    }

    private List<Json> zones() throws DnsTrouble {
        return all("/zones");
    }

    private static Optional<String> id(List<Json> zones, String name) {
        return zones.stream()
                .filter(zone -> Labels.plain(zone.get("name").text().orElse("")).equals(name))
                .findFirst()
                .flatMap(zone -> zone.get("id").text());
    }

    private String id(Json record) throws DnsTrouble {
        return record.get("id").text().orElseThrow(() -> api.unintelligible("a record without id"));
    }

    private List<Json> all(String path) throws DnsTrouble {
        List<Json> all = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            HttpApi.Answer answer = api.get(path + "?limit=" + PAGE + "&page=" + page);
            if (!answer.body().isArray()) {
                throw api.unintelligible("GET " + path + " is answered without a list");
            }
            all.addAll(answer.body().elements());
            if (page >= answer.number("x-total-pages").orElse(1)) {
                return all;
            }
        }
        throw api.unintelligible("GET " + path + " has more than " + MOST_PAGES + " pages");
    }
}
