package croft.certs.dns;

import croft.certs.dns.StubApi.Call;
import croft.certs.dns.StubApi.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Cloudflare as its documentation describes it: zones by name, pages, contents with quotes or
/// without, and an error for a record that is there already.
final class CloudflareStub implements StubApi.Site, HttpProvider.Backend {
    private static final int PAGE = 1;

    private final Map<String, String> zones =
            Map.of(DnsDriverConformance.ZONE, "z1f0", DnsDriverConformance.CHILD, "z2f0");
    private final List<Row> rows = new ArrayList<>();
    private int next = 1;

    @Override
    public synchronized Reply answer(Call call) {
        if (!call.header("Authorization").equals("Bearer " + HttpDriverConformance.SECRET)) {
            return error(403, 9109, "Invalid access token");
        }
        String[] path = call.path().substring(1).split("/", -1);
        if (path.length == 1) {
            String name = call.query().getOrDefault("name", "");
            return zones.containsKey(name)
                    ? page(
                            call,
                            List.of(
                                    Map.of(
                                            "id",
                                            zones.get(name),
                                            "name",
                                            name,
                                            "status",
                                            "active")))
                    : page(call, List.of());
        }
        String zone = path[1];
        if (!zones.containsValue(zone)) {
            return error(404, 7003, "Could not route");
        }
        return switch (call.method()) {
            case "GET" ->
                    page(
                            call,
                            rows.stream()
                                    .filter(row ->
                                            row.zone.equals(zone)
                                                    && call.query()
                                                            .getOrDefault("name", row.owner)
                                                            .equals(row.owner))
                                    .map(row -> (Object) row.json())
                                    .toList());
            case "POST" -> create(zone, call.json());
            case "DELETE" ->
                    rows.removeIf(row -> row.zone.equals(zone) && row.id.equals(path[3]))
                            ? Reply.of(
                                    200, Map.of("success", true, "result", Map.of("id", path[3])))
                            : error(404, 81044, "Record does not exist.");
            default -> error(405, 10000, "Method not allowed");
        };
    }

    private Reply create(String zone, Json record) {
        String name = record.get("name").text().orElse("");
        String content = record.get("content").text().orElse("");
        if (record.get("ttl").number().orElse(0) < 60) {
            return error(400, 9021, "Invalid TTL. Must be between 60 and 86400 seconds, or 1.");
        }
        if (rows.stream()
                .anyMatch(row ->
                        row.owner.equals(name)
                                && TxtText.value(row.text).equals(TxtText.value(content)))) {
            return error(400, 81058, "An identical record already exists.");
        }
        return Reply.of(
                200,
                Map.of(
                        "success",
                        true,
                        "errors",
                        List.of(),
                        "result",
                        add(zone, name, content).json()));
    }

    private Row add(String zone, String owner, String text) {
        Row row = new Row("r" + next++, zone, owner, text);
        rows.add(row);
        return row;
    }

    private static Reply page(Call call, List<Object> all) {
        int page = Integer.parseInt(call.query().getOrDefault("page", "1"));
        int from = Math.min((page - 1) * PAGE, all.size());
        return Reply.of(
                200,
                Map.of(
                        "success",
                        true,
                        "errors",
                        List.of(),
                        "result",
                        all.subList(from, Math.min(from + PAGE, all.size())),
                        "result_info",
                        Map.of("page", page, "per_page", PAGE, "total_pages", all.size())));
    }

    private static Reply error(int status, int code, String message) {
        return Reply.of(
                status,
                Map.of(
                        "success",
                        false,
                        "errors",
                        List.of(Map.of("code", code, "message", message))));
    }

    /// By hand in the dashboard, so without quotes.
    @Override
    public synchronized void put(String zone, String owner, String value) {
        add(zones.getOrDefault(zone, ""), owner, value);
    }

    @Override
    public synchronized List<String> held(String owner) {
        return rows.stream()
                .filter(row -> row.owner.equals(owner))
                .map(row -> TxtText.value(row.text))
                .toList();
    }

    private record Row(String id, String zone, String owner, String text) {
        Map<String, Object> json() {
            return Map.of("id", id, "name", owner, "type", "TXT", "content", text, "ttl", 60);
        }
    }
}
