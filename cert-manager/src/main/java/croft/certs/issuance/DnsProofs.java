package croft.certs.issuance;

import croft.certs.dns.Delegation;
import croft.certs.dns.DnsDriver;
import croft.certs.dns.DnsDrivers;
import croft.certs.dns.DnsTrouble;
import croft.certs.dns.TxtRecord;
import croft.certs.dns.Visibility;
import croft.certs.vault.DnsChange;
import croft.certs.vault.DnsChanges;
import croft.certs.vault.OpenIssuance;
import croft.platform.declaration.DnsProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Records in zones: booked, written, seen by every server, and deleted to the last one, whatever
/// happens in between. Blocks; any thread.
public final class DnsProofs {
    private static final Logger log = LoggerFactory.getLogger(DnsProofs.class);

    /// The slowest providers take about two minutes until every server has a record.
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /// An order that was cut off goes on after a minute, or after ten. Later it writes its records
    /// anew.
    private static final Duration LONGEST_REST = Duration.ofHours(1);

    private final DnsDrivers drivers;
    private final Delegation delegation;
    private final Visibility visibility;
    private final DnsChanges changes;
    private final InstantSource clock;

    public DnsProofs(
            DnsDrivers drivers,
            Delegation delegation,
            Visibility visibility,
            DnsChanges changes,
            InstantSource clock) {
        this.drivers = drivers;
        this.delegation = delegation;
        this.visibility = visibility;
        this.changes = changes;
        this.clock = clock;
    }

    /// Writes a value at a name, unless this order has done so already.
    ///
    /// @return where it is, aliases followed
    String write(OpenIssuance issuance, DnsProvider provider, String name, String value)
            throws DnsTrouble {
        String owner = delegation.target(name, provider.authoritative());
        DnsDriver driver = drivers.of(provider);
        DnsChange change = null;
        for (DnsChange booked : changes.of(issuance)) {
            if (booked.owner().equals(owner) && booked.value().equals(value)) {
                change = booked;
            }
        }
        if (change == null) {
            change =
                    changes.intend(
                            Optional.of(issuance),
                            provider.toString(),
                            owner,
                            value,
                            driver.zoneOf(owner),
                            clock.instant());
        }
        TxtRecord record = new TxtRecord(change.zone().orElse(owner), owner, value);
        Optional<String> id =
                driver.isWholeSet()
                        ? changes.alone(owner, () -> driver.add(record))
                        : driver.add(record);
        changes.written(change, Optional.of(issuance), id, clock.instant());
        return owner;
    }

    /// Waits until every server has a value.
    void await(DnsProvider provider, String owner, String value) throws DnsTrouble, Stopped {
        Visibility.Seen seen = visibility.waitFor(owner, value, provider.authoritative(), LONGEST);
        if (!seen.isEverywhere()) {
            throw Stopped.passing(
                    "dns-not-seen",
                    owner + ". TXT \"" + value + "\" is not everywhere: " + seen,
                    "look whether " + provider + " and the servers of the zone go together");
        }
    }

    /// Deletes all of an order's values. What cannot be deleted now stays booked.
    void clear(OpenIssuance issuance, Collection<DnsProvider> providers) {
        boolean _ = delete(changes.of(issuance), providers);
    }

    /// Deletes what orders that need no proof any more have left behind, and orders that nobody has
    /// gone on with for long.
    ///
    /// @param providers all that are declared
    /// @return whether nothing is left
    boolean clearLeftOvers(Collection<DnsProvider> providers) {
        return delete(changes.leftOver(clock.instant().minus(LONGEST_REST)), providers);
    }

    private boolean delete(List<DnsChange> booked, Collection<DnsProvider> providers) {
        boolean all = true;
        Map<String, DnsProvider> byText =
                providers.stream()
                        .collect(Collectors.toMap(DnsProvider::toString, p -> p, (a, _) -> a));
        for (DnsChange change : booked) {
            DnsProvider provider = byText.get(change.provider());
            if (provider == null) {
                log.warn(
                        "{}. TXT \"{}\" is still there, and {} is not declared any more: delete it by"
                                + " hand, or declare the provider again",
                        change.owner(),
                        change.value(),
                        change.provider());
                all = false;
                continue;
            }
            try {
                delete(change, drivers.of(provider));
                changes.gone(change);
            } catch (DnsTrouble e) {
                log.warn(
                        "{}. TXT \"{}\" could not be deleted yet: {}",
                        change.owner(),
                        change.value(),
                        e.getMessage());
                all = false;
            }
        }
        return all;
    }

    private void delete(DnsChange change, DnsDriver driver) throws DnsTrouble {
        TxtRecord record =
                new TxtRecord(change.zone().orElse(change.owner()), change.owner(), change.value());
        if (driver.isWholeSet()) {
            changes.alone(
                    change.owner(),
                    () -> {
                        driver.remove(record, change.record());
                        return record;
                    });
        } else {
            driver.remove(record, change.record());
        }
    }
}
