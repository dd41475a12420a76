package croft.certs.dns;

import java.util.List;
import java.util.Map;

/// deSEC (https://desec.readthedocs.io). Writes are few there: 300 a day for a domain, so nothing
/// is written that is as it should be already.
record Desec(HttpApi api) implements RecordSets {
    static final String NAME = "deSEC";
    static final String URL = "https://desec.io/api/v1";
    static final String REMEDY =
            "Look at secret: a token, whose policies must let it write TXT records of"
                    + " _acme-challenge.";

    /// What most domains have at least.
    private static final int SECONDS = 3600;

    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        // The provider says which of our domains has the name; the comparison stays ours.
        List<Json> domains =
                api.get("/domains/?owns_qname=" + HttpApi.encoded(owner)).body().elements();
        return Zones.longest(
                NAME,
                owner,
                name ->
                        domains.stream()
                                .anyMatch(domain ->
                                        Labels.plain(domain.get("name").text().orElse(""))
                                                .equals(name)));
    }

    @Override
    public RecordSet read(String zone, String owner) throws DnsTrouble {
        HttpApi.Answer answer =
                api.get(path(zone) + HttpApi.encoded(subname(zone, owner, "@")) + "/TXT/", 404);
        if (answer.status() == 404) {
            return RecordSet.EMPTY;
        }
        if (!answer.body().get("records").isArray()) {
            throw api.unintelligible("a record set without records");
        }
        return new RecordSet(
                answer.body().get("ttl").number(),
                answer.body().get("records").elements().stream()
                        .map(text -> new Entry(text.text().orElse(""), false))
                        .toList());
    }

    /// A list of sets creates, replaces and (where one is empty) deletes, whichever is needed.
    @Override
    public void write(String zone, String owner, RecordSet set) throws DnsTrouble {
        int seconds =
                set.seconds().isPresent() || set.entries().isEmpty()
                        ? set.seconds().orElse(SECONDS)
                        : shortest(zone);
        HttpApi.Answer answer =
                api.send(
                        "PUT",
                        path(zone),
                        List.of(
                                Map.of(
                                        "subname",
                                        subname(zone, owner, ""),
                                        "type",
                                        "TXT",
                                        "ttl",
                                        seconds,
                                        "records",
                                        set.entries().stream().map(Entry::text).toList())),
                        404);
        if (answer.status() == 404) {
            throw Zones.gone(NAME, zone);
        }
    }

    private int shortest(String zone) throws DnsTrouble {
        HttpApi.Answer answer = api.get("/domains/" + HttpApi.encoded(zone) + "/", 404);
        if (answer.status() == 404) {
            throw Zones.gone(NAME, zone);
        }
        return answer.body().get("minimum_ttl").number().orElse(SECONDS);
    }

    private static String path(String zone) {
        return "/domains/" + HttpApi.encoded(zone) + "/rrsets/";
    }

    /// @param apex what the zone's own name is written as
    private static String subname(String zone, String owner, String apex) {
        String relative = Labels.relative(owner, zone);
        return relative.isEmpty() ? apex : relative;
    }
}
