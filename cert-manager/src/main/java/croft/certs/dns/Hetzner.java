package croft.certs.dns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Hetzner's DNS, which is part of its Cloud (https://docs.hetzner.cloud). It adds and removes
/// single values of a set, but as an action that is still running when the answer comes.
record Hetzner(HttpApi api, OwnerLocks locks) implements DnsDriver {
    static final String NAME = "Hetzner";
    static final String URL = "https://api.hetzner.cloud/v1";
    static final String REMEDY =
            "Look at secret: an API token of the Cloud project that holds the zone, for reading and"
                    + " writing. Tokens of the old DNS console do not work.";

    private static final int SECONDS = 60;

    /// With the pauses between: about twenty seconds.
    private static final int MOST_LOOKS = 45;

    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        return Zones.longest(
                NAME,
                owner,
                name ->
                        api
                                .get("/zones?name=" + HttpApi.encoded(name))
                                .body()
                                .get("zones")
                                .elements()
                                .stream()
                                .anyMatch(zone ->
                                        Labels.plain(zone.get("name").text().orElse(""))
                                                .equals(name)));
    }

    @Override
    public Optional<String> add(TxtRecord record) throws DnsTrouble {
        // One at a time, as the first value of a set comes with the time of the whole set.
        return locks.holding(record.owner(), () -> addAlone(record));
    }

    private Optional<String> addAlone(TxtRecord record) throws DnsTrouble {
        Optional<List<String>> there = texts(record.zone(), record.owner());
        if (!TxtText.has(there.orElse(List.of()), record.value())) {
            Map<String, Object> change = new LinkedHashMap<>();
            change.put("records", List.of(Map.of("value", TxtText.quoted(record.value()))));
            if (there.isEmpty()) {
                // A set that is there has its own time, which is not ours to change.
                change.put("ttl", SECONDS);
            }
            act(record, "add_records", change);
        }
        return Optional.empty();
    }

    @Override
    public void remove(TxtRecord record, Optional<String> id) throws DnsTrouble {
        List<Map<String, String>> ours =
                texts(record.zone(), record.owner()).orElse(List.of()).stream()
                        .filter(text -> TxtText.value(text).equals(record.value()))
                        .map(text -> Map.of("value", text))
                        .toList();
        if (!ours.isEmpty()) {
            act(record, "remove_records", Map.of("records", ours));
        }
    }

    @Override
    public List<String> values(String zone, String owner) throws DnsTrouble {
        return texts(zone, owner).orElse(List.of()).stream().map(TxtText::value).toList();
    }

    @Override
    public boolean isWholeSet() {
        return false;
    }

    private Optional<List<String>> texts(String zone, String owner) throws DnsTrouble {
        HttpApi.Answer answer = api.get(set(zone, owner), 404);
        if (answer.status() == 404) {
            return Optional.empty();
        }
        Json records = answer.body().get("rrset").get("records");
        if (!records.isArray()) {
            throw api.unintelligible("a record set without records");
        }
        return Optional.of(
                records.elements().stream()
                        .map(text -> text.get("value").text().orElse(""))
                        .toList());
    }

    private void act(TxtRecord record, String what, Map<String, Object> change) throws DnsTrouble {
        Json action =
                api.send("POST", set(record.zone(), record.owner()) + "/actions/" + what, change)
                        .body()
                        .get("action");
        Pause pause = new Pause();
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            switch (action.get("status").text().orElse("")) {
                case "success" -> {
                    return;
                }
                case "error" ->
                        throw new DnsTrouble(
                                DnsTrouble.Kind.REFUSED,
                                NAME
                                        + ": "
                                        + what
                                        + " for "
                                        + record.owner()
                                        + " failed: "
                                        + Quoted.of(
                                                action.get("error")
                                                        .get("message")
                                                        .text()
                                                        .orElse("no reason given")),
                                "See what the provider says.");
                case "running" -> pause.take();
                default -> throw api.unintelligible(what + " is answered without an action");
            }
            String id =
                    action.get("id")
                            .text()
                            .orElseThrow(() -> api.unintelligible("an action without id"));
            action = api.get("/actions/" + HttpApi.encoded(id)).body().get("action");
        }
        throw new DnsTrouble(
                DnsTrouble.Kind.BUSY,
                NAME + ": " + what + " for " + record.owner() + " does not come to an end",
                "Wait: the provider is slow. If it lasts, see its status page.");
    }

    private static String set(String zone, String owner) {
        String relative = Labels.relative(owner, zone);
        return "/zones/"
                + HttpApi.encoded(zone)
                + "/rrsets/"
                + HttpApi.encoded(relative.isEmpty() ? "@" : relative)
                + "/TXT";
    }
}
