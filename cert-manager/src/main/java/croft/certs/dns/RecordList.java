package croft.certs.dns;

import java.util.List;

/// An interface that has records one by one, each with an id. [RecordListDriver] makes a driver of
/// it.
interface RecordList {
    String zoneOf(String owner) throws DnsTrouble;

    /// The TXT records of exactly this owner.
    List<Held> find(String zone, String owner) throws DnsTrouble;

    /// Makes one.
    ///
    /// @return the new record's id
    String create(TxtRecord record) throws DnsTrouble;

    /// That it is gone already is no trouble.
    void delete(String zone, String id) throws DnsTrouble;

    /// A record that is there.
    ///
    /// @param text as the provider has it, with or without quotes
    record Held(String id, String text) {
        boolean is(String value) {
            return TxtText.value(text).equals(value);
        }
    }
}
