package croft.certs.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Cloudflare (https://developers.cloudflare.com/api). It has contents with and without quotes,
/// depending on who wrote them, and says `"success": false` also where the status is 200.
record Cloudflare(HttpApi api) implements RecordList {
    static final String NAME = "Cloudflare";
    static final String URL = "https://api.cloudflare.com/client/v4";
    static final String REMEDY =
            "Look at secret: an API token with the permissions Zone / DNS / Edit and Zone / Zone /"
                    + " Read for the zone, no global key.";

    /// The shortest that it takes.
    private static final int SECONDS = 60;

    private static final int PAGE = 100;
    private static final int MOST_PAGES = 200;

    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        return Zones.longest(NAME, owner, name -> id(name).isPresent());
    }

    @Override
    public List<Held> find(String zone, String owner) throws DnsTrouble {
        List<Held> found = new ArrayList<>();
        String path =
                records(zone)
                        + "?type=TXT&name="
                        + HttpApi.encoded(owner)
                        + "&per_page="
                        + PAGE
                        + "&page=";
        for (int page = 1; page <= MOST_PAGES; page++) {
            Json answer = checked(api.get(path + page));
            for (Json record : answer.get("result").elements()) {
                if (Labels.plain(record.get("name").text().orElse("")).equals(owner)) {
                    found.add(new Held(id(record), record.get("content").text().orElse("")));
                }
            }
            if (page >= answer.get("result_info").get("total_pages").number().orElse(1)) {
                return found;
            }
        }
        throw api.unintelligible("more than " + MOST_PAGES + " pages of records for " + owner);
    }

    @Override
    public String create(TxtRecord record) throws DnsTrouble {
        return id(
                checked(
                                api.send(
                                        "POST",
                                        records(record.zone()),
                                        Map.of(
                                                "type",
                                                "TXT",
                                                "name",
                                                record.owner(),
                                                "content",
                                                TxtText.quoted(record.value()),
                                                "ttl",
                                                SECONDS)))
                        .get("result"));
    }

    @Override
    public void delete(String zone, String id) throws DnsTrouble {
        api.send("DELETE", records(zone) + "/" + HttpApi.encoded(id), null, 404);
    }

    private String records(String zone) throws DnsTrouble {
        return "/zones/"
                + HttpApi.encoded(id(zone).orElseThrow(() -> Zones.gone(NAME, zone)))
                + "/dns_records";
    }

    private Optional<String> id(String zone) throws DnsTrouble {
        return checked(api.get("/zones?per_page=50&name=" + HttpApi.encoded(zone)))
                .get("result")
                .elements()
                .stream()
                .filter(found -> Labels.plain(found.get("name").text().orElse("")).equals(zone))
                .findFirst()
                .flatMap(found -> found.get("id").text());
    }

    private String id(Json record) throws DnsTrouble {
        return record.get("id").text().orElseThrow(() -> api.unintelligible("a record without id"));
    }

    private Json checked(HttpApi.Answer answer) throws DnsTrouble {
        if (answer.body().get("success").isTrue()) {
            return answer.body();
        }
        String said =
                answer.body().get("errors").elements().stream()
                        .findFirst()
                        .flatMap(error -> error.get("message").text())
                        .map(Quoted::of)
                        .orElse("nothing");
        throw new DnsTrouble(
                DnsTrouble.Kind.REFUSED,
                NAME + ": no success, though HTTP " + answer.status() + ": " + said,
                "See what the provider says.");
    }
}
