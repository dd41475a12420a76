package croft.certs.dns;

import croft.certs.dns.RecordSets.Entry;
import croft.certs.dns.RecordSets.RecordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The driver of a provider that replaces all values of an owner at once: it reads them, changes
/// its own and writes all back, under a lock.
record RecordSetDriver(RecordSets sets, OwnerLocks locks) implements DnsDriver {
    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        return sets.zoneOf(owner);
    }

    @Override
    public Optional<String> add(TxtRecord record) throws DnsTrouble {
        return locks.holding(
                record.owner(),
                () -> {
                    RecordSet set = sets.read(record.zone(), record.owner());
                    if (set.entries().stream().noneMatch(entry -> entry.is(record.value()))) {
                        List<Entry> entries = new ArrayList<>(set.entries());
                        entries.add(new Entry(TxtText.quoted(record.value()), false));
                        sets.write(
                                record.zone(),
                                record.owner(),
                                new RecordSet(set.seconds(), entries));
                    }
                    return Optional.empty();
                });
    }

    @Override
    public void remove(TxtRecord record, Optional<String> id) throws DnsTrouble {
        locks.holding(
                record.owner(),
                () -> {
                    RecordSet set = sets.read(record.zone(), record.owner());
                    List<Entry> others =
                            set.entries().stream()
                                    .filter(entry -> !entry.is(record.value()))
                                    .toList();
                    if (others.size() < set.entries().size()) {
                        sets.write(
                                record.zone(),
                                record.owner(),
                                new RecordSet(set.seconds(), others));
                    }
                    return record;
                });
    }

    @Override
    public List<String> values(String zone, String owner) throws DnsTrouble {
        return sets.read(zone, owner).entries().stream()
                .filter(entry -> !entry.disabled())
                .map(entry -> TxtText.value(entry.text()))
                .toList();
    }

    @Override
    public boolean isWholeSet() {
        return true;
    }
}
