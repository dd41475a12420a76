package croft.certs.dns;

import croft.certs.dns.StubApi.Call;
import croft.certs.dns.StubApi.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/// LuaDNS as its documentation describes it: numbers as ids, names that end in a dot, contents
/// without quotes, pages, duplicates, and no time to live below 300.
final class LuaDnsStub implements StubApi.Site, HttpProvider.Backend {
    /// So small that everything has several pages.
    private static final int PAGE = 2;

    private final Map<Integer, String> zones =
            Map.of(
                    1, "other.test",
                    2, DnsDriverConformance.ZONE,
                    3, "ample.test",
                    4, DnsDriverConformance.CHILD,
                    5, "last.test");
    private final List<Row> rows = new ArrayList<>();
    private int next = 100;

    LuaDnsStub() {
        add(2, DnsDriverConformance.OWNER, "A", "192.0.2.1");
        add(2, DnsDriverConformance.ZONE, "TXT", "v=spf1 -all");
        add(2, "www." + DnsDriverConformance.ZONE, "TXT", DnsDriverConformance.ONE);
    }

    @Override
    public synchronized Reply answer(Call call) {
        String login = Declared.USER + ":" + HttpDriverConformance.SECRET;
        if (!call.header("Authorization")
                .equals(
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(login.getBytes(StandardCharsets.UTF_8)))) {
            return error(401, "Unauthorized");
        }
        if (!call.header("Accept").equals("application/json")) {
            return error(400, "only JSON is spoken");
        }
        String[] path = call.path().substring(1).split("/", -1);
        if (!path[0].equals("zones")) {
            return error(404, "Not Found");
        }
        if (path.length == 1) {
            return page(
                    call,
                    zones.entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(zone ->
                                    (Object)
                                            Map.of(
                                                    "id", zone.getKey(),
                                                    "name", zone.getValue(),
                                                    "synced", true))
                            .toList());
        }
        int zone = Integer.parseInt(path[1]);
        if (!zones.containsKey(zone) || !path[2].equals("records")) {
            return error(404, "Not Found");
        }
        return switch (call.method()) {
            case "GET" ->
                    page(
                            call,
                            rows.stream()
                                    .filter(row -> row.zone == zone)
                                    .map(row -> (Object) row.json())
                                    .toList());
            case "POST" -> create(zone, call.json());
            case "DELETE" -> delete(zone, Integer.parseInt(path[3]));
            default -> error(405, "Method Not Allowed");
        };
    }

    private Reply create(int zone, Json record) {
        String name = record.get("name").text().orElse("");
        String content = record.get("content").text().orElse("");
        if (!name.endsWith(zones.get(zone) + ".")
                || content.startsWith("\"")
                || record.get("ttl").number().orElse(0) < 300) {
            return error(400, "Invalid record");
        }
        return Reply.of(
                200,
                add(
                                zone,
                                name.substring(0, name.length() - 1),
                                record.get("type").text().orElse(""),
                                content)
                        .json());
    }

    private Reply delete(int zone, int id) {
        return rows.removeIf(row -> row.zone == zone && row.id == id)
                ? Reply.of(200, Map.of("id", id))
                : error(404, "Record not found");
    }

    private static Reply page(Call call, List<Object> all) {
        int page = Integer.parseInt(call.query().getOrDefault("page", "1"));
        int from = Math.min((page - 1) * PAGE, all.size());
        Reply reply = Reply.of(200, all.subList(from, Math.min(from + PAGE, all.size())));
        return new Reply(
                200,
                Map.of(
                        "x-page", "" + page,
                        "x-limit", "" + PAGE,
                        "x-total-pages", "" + (all.size() + PAGE - 1) / PAGE,
                        "x-total-count", "" + all.size()),
                reply.body());
    }

    private static Reply error(int status, String message) {
        return Reply.of(status, Map.of("status", status, "request_id", "r1", "message", message));
    }

    private Row add(int zone, String owner, String type, String content) {
        Row row = new Row(next++, zone, owner, type, content);
        rows.add(row);
        return row;
    }

    @Override
    public synchronized void put(String zone, String owner, String value) {
        zones.forEach((id, name) -> {
            if (name.equals(zone)) {
                add(id, owner, "TXT", value);
            }
        });
    }

    @Override
    public synchronized List<String> held(String owner) {
        return rows.stream()
                .filter(row -> row.owner.equals(owner) && row.type.equals("TXT"))
                .map(Row::content)
                .toList();
    }

    private record Row(int id, int zone, String owner, String type, String content) {
        Map<String, Object> json() {
            return Map.of(
                    "id", id,
                    "name", owner + ".",
                    "type", type,
                    "content", content,
                    "ttl", 300,
                    "zone_id", zone);
        }
    }
}
