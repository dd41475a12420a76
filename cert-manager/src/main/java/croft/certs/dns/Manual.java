package croft.certs.dns;

import croft.certs.dns.DnsTrouble.Kind;
import java.util.List;
import java.util.Optional;

/// A person who writes records by hand. Adding one is to see that it is there; until then there is
/// a trouble that says which one is waited for.
record Manual(Reading reading) implements DnsDriver {
    @Override
    public String zoneOf(String owner) {
        Labels.check("owner", owner);
        return owner;
    }

    @Override
    public Optional<String> add(TxtRecord record) throws DnsTrouble {
        List<String> there;
        try {
            there = reading.values(record.owner());
        } catch (DnsTrouble e) {
            throw new DnsTrouble(
                    Kind.WAITING,
                    "waiting for " + record + ", and " + e.getMessage(),
                    wanted(record) + " " + e.remedy(),
                    e);
        }
        if (!there.contains(record.value())) {
            throw new DnsTrouble(Kind.WAITING, "waiting for " + record, wanted(record));
        }
        return Optional.empty();
    }

    /// Does nothing: whoever wrote it may delete it when he likes.
    @Override
    public void remove(TxtRecord record, Optional<String> id) {}

    @Override
    public List<String> values(String zone, String owner) throws DnsTrouble {
        return reading.values(owner);
    }

    @Override
    public boolean isWholeSet() {
        return false;
    }

    private static String wanted(TxtRecord record) {
        return "Write this record into the zone, beside others of that name: " + record;
    }
}
