package croft.certs.dns;

import croft.certs.dns.RecordList.Held;
import java.util.List;
import java.util.Optional;

/// The driver of a provider that has records one by one. It looks before it writes, so that a
/// request whose answer was lost does not write twice; and it looks for name and value before it
/// deletes, so that an id that was lost or stands for something else by now does no harm.
record RecordListDriver(RecordList list, OwnerLocks locks) implements DnsDriver {
    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        return list.zoneOf(owner);
    }

    @Override
    public Optional<String> add(TxtRecord record) throws DnsTrouble {
        return locks.holding(
                record.owner(),
                () -> {
                    for (Held held : list.find(record.zone(), record.owner())) {
                        if (held.is(record.value())) {
                            return Optional.of(held.id());
                        }
                    }
                    return Optional.of(list.create(record));
                });
    }

    @Override
    public void remove(TxtRecord record, Optional<String> id) throws DnsTrouble {
        locks.holding(
                record.owner(),
                () -> {
                    for (Held held : list.find(record.zone(), record.owner())) {
                        if (held.is(record.value())) {
                            list.delete(record.zone(), held.id());
                        }
                    }
                    return record;
                });
    }

    @Override
    public List<String> values(String zone, String owner) throws DnsTrouble {
        return list.find(zone, owner).stream().map(held -> TxtText.value(held.text())).toList();
    }

    @Override
    public boolean isWholeSet() {
        return false;
    }
}
