package croft.certs.dns;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that speaks lego's `httpreq` (https://go-acme.github.io/lego/dns/httpreq): it is told
/// name and value, and knows itself which zone that is and how it is written. Another Croft does,
/// for clients that its croft.yml names.
record Httpreq(HttpApi api, Reading reading) implements DnsDriver {
    static final String NAME = "httpreq";
    static final String REMEDY =
            "Look at user and secret, and at which names the other side lets this user write.";

    @Override
    public String zoneOf(String owner) {
        Labels.check("owner", owner);
        return owner;
    }

    @Override
    public Optional<String> add(TxtRecord record) throws DnsTrouble {
        send("/present", record);
        return Optional.empty();
    }

    @Override
    public void remove(TxtRecord record, Optional<String> id) throws DnsTrouble {
        send("/cleanup", record);
    }

    @Override
    public List<String> values(String zone, String owner) throws DnsTrouble {
        return reading.values(owner);
    }

    @Override
    public boolean isWholeSet() {
        return false;
    }

    private void send(String path, TxtRecord record) throws DnsTrouble {
        // With the dot, as lego has it.
        api.tell(path, Map.of("fqdn", record.owner() + ".", "value", record.value()));
    }
}
