package croft.certs.dns;

import croft.certs.dns.StubApi.Call;
import croft.certs.dns.StubApi.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// deSEC as its documentation describes it: record sets that are replaced as a whole, texts in
/// quotes, and a shortest time to live of each domain.
final class DesecStub implements StubApi.Site, HttpProvider.Backend {
    private static final int SHORTEST = 900;

    private final List<String> domains =
            List.of(DnsDriverConformance.ZONE, DnsDriverConformance.CHILD);
    private final Map<String, List<String>> sets = new HashMap<>();

    @Override
    public synchronized Reply answer(Call call) {
        if (!call.header("Authorization").equals("Token " + HttpDriverConformance.SECRET)) {
            return error(401, "Invalid token.");
        }
        String[] path = call.path().substring(1).split("/", -1);
        if (path.length == 2) {
            return Reply.of(
                    200,
                    owning(call.query().getOrDefault("owns_qname", ""))
                            .map(name -> List.<Object>of(domain(name)))
                            .orElse(List.of()));
        }
        String domain = path[1];
        if (!domains.contains(domain)) {
            return error(404, "Not found.");
        }
        if (path.length == 3) {
            return Reply.of(200, domain(domain));
        }
        if (call.method().equals("PUT") && path.length == 4) {
            return replace(domain, call.json());
        }
        if (call.method().equals("GET") && path.length == 6 && path[4].equals("TXT")) {
            String owner = path[3].equals("@") ? domain : path[3] + "." + domain;
            return sets.containsKey(owner)
                    ? Reply.of(
                            200, Map.of("type", "TXT", "ttl", SHORTEST, "records", sets.get(owner)))
                    : error(404, "Not found.");
        }
        return error(405, "Method not allowed: " + call.line());
    }

    private Reply replace(String domain, Json list) {
        for (Json set : list.elements()) {
            String sub = set.get("subname").text().orElse("?");
            List<String> records =
                    set.get("records").elements().stream()
                            .map(text -> text.text().orElse(""))
                            .toList();
            if (set.get("ttl").number().orElse(0) < SHORTEST
                    || sub.equals("@")
                    || !records.stream().allMatch(r -> r.startsWith("\"") && r.endsWith("\""))) {
                return Reply.of(400, List.of(Map.of("non_field_errors", List.of("invalid"))));
            }
            String owner = sub.isEmpty() ? domain : sub + "." + domain;
            if (records.isEmpty()) {
                sets.remove(owner);
            } else {
                sets.put(owner, records);
            }
        }
        return Reply.of(200, List.of());
    }

    private Optional<String> owning(String name) {
        return Labels.suffixes(name).stream().filter(domains::contains).findFirst();
    }

    private static Map<String, Object> domain(String name) {
        return Map.of("name", name, "minimum_ttl", SHORTEST);
    }

    private static Reply error(int status, String detail) {
        return Reply.of(status, Map.of("detail", detail));
    }

    @Override
    public synchronized void put(String zone, String owner, String value) {
        List<String> all = new ArrayList<>(sets.getOrDefault(owner, List.of()));
        all.add(TxtText.quoted(value));
        sets.put(owner, all);
    }

    @Override
    public synchronized List<String> held(String owner) {
        return sets.getOrDefault(owner, List.of()).stream().map(TxtText::value).toList();
    }
}
