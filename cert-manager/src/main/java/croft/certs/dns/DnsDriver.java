package croft.certs.dns;

import java.util.List;
import java.util.Optional;

/// One holder of DNS zones and the credentials to write there: TXT records, and no more.
///
/// Whoever calls keeps book of what is written, before it is written. All calls block and are made
/// from virtual threads; none takes longer than its driver's time limit, and each may be repeated.
/// Names are absolute, in lower case and without the last dot. `DnsDriverConformance` in the tests
/// is the contract as sentences; every driver runs it.
public interface DnsDriver {
    /// The zone that `owner` is written to: the longest suffix, label by label, among those that
    /// the credentials see. Where the provider knows no zones, the owner itself.
    String zoneOf(String owner) throws DnsTrouble;

    /// Writes the record beside whatever else is there; does nothing where it is there already.
    ///
    /// @return the provider's id of the record, where it has ids
    Optional<String> add(TxtRecord record) throws DnsTrouble;

    /// Deletes exactly this value, however often it is there, and leaves all others. That it is not
    /// there is no trouble.
    ///
    /// @param id what [#add] returned, if that is known. It tells nothing that name and value do
    ///   not, so that a record can be deleted whose id was lost in a crash
    void remove(TxtRecord record, Optional<String> id) throws DnsTrouble;

    /// The values that the provider holds for `owner`, in its order. Of a provider whose interface
    /// cannot say: what the servers of the zone answer.
    List<String> values(String zone, String owner) throws DnsTrouble;

    /// Whether [#add] and [#remove] read all values of an owner and write them anew, so that two
    /// writers at once lose a value. They hold the lock of [DnsDrivers.OwnerLock] meanwhile, as
    /// other drivers that look before they write do, too.
    boolean isWholeSet();
}
