package croft.certs.dns;

import java.util.List;

/// A Knot that programs write to which are spoken to by name and value alone.
record KnotBackend(Knot knot) implements HttpProvider.Backend {
    @Override
    public void put(String zone, String owner, String value) throws Exception {
        knot.put(DnsDriverConformance.ZONE, owner, value);
    }

    @Override
    public List<String> held(String owner) throws Exception {
        return knot.values(owner);
    }

    @Override
    public boolean knowsZones() {
        return false;
    }

    @Override
    public void close() {
        knot.close();
    }
}
