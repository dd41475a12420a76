package croft.certs.dns;

import croft.certs.dns.DnsTrouble.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// acme-dns (https://github.com/joohoi/acme-dns): a small server for nothing but these records,
/// with an account for each name. It keeps the last two values of an account and cannot delete any:
/// a third one takes the place of the oldest. An apex and its wildcard need two, so that is enough
/// for one order at a time.
///
/// @param reading for what the interface cannot tell: what is there
record AcmeDns(HttpApi api, Reading reading, OwnerLocks locks) implements DnsDriver {
    static final String NAME = "acme-dns";
    static final String REMEDY =
            "Look at user and secret (username and password from the answer of /register), and"
                    + " whether the account was registered for addresses of which this machine has"
                    + " one (allowfrom).";

    /// The name behind the account's own.
    @Override
    public String zoneOf(String owner) throws DnsTrouble {
        Labels.check("owner", owner);
        int dot = owner.indexOf('.');
        if (dot < 0 || owner.startsWith("_acme-challenge.")) {
            throw new DnsTrouble(
                    Kind.NO_ZONE,
                    NAME + ": " + owner + " is no name of an account",
                    "Make "
                            + owner
                            + " a CNAME of the account's fulldomain, which the answer of /register"
                            + " names.");
        }
        return owner.substring(dot + 1);
    }

    @Override
    public Optional<String> add(TxtRecord record) throws DnsTrouble {
        return locks.holding(
                record.owner(),
                () -> {
                    // Written twice, a value would push out the other one.
                    if (!values(record.zone(), record.owner()).contains(record.value())) {
                        api.send(
                                "POST",
                                "/update",
                                Map.of(
                                        "subdomain",
                                        Labels.relative(record.owner(), record.zone()),
                                        "txt",
                                        record.value()));
                    }
                    return Optional.empty();
                });
    }

    /// Does nothing: the next value takes its place.
    @Override
    public void remove(TxtRecord record, Optional<String> id) {}

    @Override
    public List<String> values(String zone, String owner) throws DnsTrouble {
        return reading.values(owner);
    }

    @Override
    public boolean isWholeSet() {
        return true;
    }
}
