package croft.certs.dns;

import croft.certs.dns.StubApi.Call;
import croft.certs.dns.StubApi.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Hetzner's DNS as its documentation describes it: values are added to and removed from a set by
/// actions that are done a while after their answer.
final class HetznerStub implements StubApi.Site, HttpProvider.Backend {
    private final List<String> zones =
            List.of(DnsDriverConformance.ZONE, DnsDriverConformance.CHILD);
    private final Map<String, List<String>> sets = new HashMap<>();
    private final List<Action> actions = new ArrayList<>();

    @Override
    public synchronized Reply answer(Call call) {
        if (!call.header("Authorization").equals("Bearer " + HttpDriverConformance.SECRET)) {
            return error(401, "unauthorized", "unable to authenticate");
        }
        String[] path = call.path().substring(1).split("/", -1);
        if (path[0].equals("actions")) {
            return Reply.of(200, Map.of("action", actions.get(Integer.parseInt(path[1])).look()));
        }
        if (path.length == 1) {
            String name = call.query().getOrDefault("name", "");
            return Reply.of(
                    200,
                    Map.of(
                            "zones",
                            zones.contains(name)
                                    ? List.of(Map.of("id", 7, "name", name))
                                    : List.of()));
        }
        String owner = path[3].equals("@") ? path[1] : path[3] + "." + path[1];
        if (!zones.contains(path[1]) || !path[4].equals("TXT")) {
            return error(404, "not_found", "zone not found");
        }
        if (call.method().equals("GET")) {
            return sets.containsKey(owner)
                    ? Reply.of(
                            200, Map.of("rrset", Map.of("name", path[3], "records", values(owner))))
                    : error(404, "not_found", "rrset not found");
        }
        return change(owner, path[6], call.json());
    }

    private Reply change(String owner, String what, Json body) {
        List<String> wanted =
                body.get("records").elements().stream()
                        .map(record -> record.get("value").text().orElse(""))
                        .toList();
        List<String> there = sets.getOrDefault(owner, List.of());
        if (what.equals("add_records")) {
            if (wanted.stream().anyMatch(there::contains)) {
                return error(409, "uniqueness_error", "record exists already");
            }
            if (!there.isEmpty() && body.get("ttl").number().isPresent()) {
                return error(422, "invalid_input", "ttl differs from that of the set");
            }
        } else if (!there.containsAll(wanted)) {
            return error(422, "invalid_input", "record does not exist");
        }
        Action action = new Action(actions.size(), owner, what, wanted);
        actions.add(action);
        return Reply.of(201, Map.of("action", action.json()));
    }

    private List<Object> values(String owner) {
        return sets.getOrDefault(owner, List.of()).stream()
                .map(value -> (Object) Map.of("value", value, "comment", ""))
                .toList();
    }

    private static Reply error(int status, String code, String message) {
        return Reply.of(status, Map.of("error", Map.of("code", code, "message", message)));
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

    /// A change that is done at the second look at it.
    private final class Action {
        private final int id;
        private final String owner;
        private final String what;
        private final List<String> values;
        private int looks;

        Action(int id, String owner, String what, List<String> values) {
            this.id = id;
            this.owner = owner;
            this.what = what;
            this.values = values;
        }

        Map<String, Object> look() {
            looks++;
            if (looks == 2) {
                List<String> all = new ArrayList<>(sets.getOrDefault(owner, List.of()));
                if (what.equals("add_records")) {
                    all.addAll(values);
                } else {
                    all.removeAll(values);
                }
                if (all.isEmpty()) {
                    sets.remove(owner);
                } else {
                    sets.put(owner, all);
                }
            }
            return json();
        }

        Map<String, Object> json() {
            return Map.of("id", id, "status", looks < 2 ? "running" : "success");
        }
    }
}
