package croft.certs.preflight;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Record;

/// What the resolvers say to one question.
sealed interface Answer {
    /// Records of the type that was asked for, or the aliases on the way to where none are.
    record Records(List<Record> records) implements Answer {
        public Records {
            records = List.copyOf(records);
        }
    }

    /// There is such a name, without such a record, or no such name at all.
    ///
    /// @param exists whether there is such a name
    /// @param zone which zone says so, without trailing dot; empty where the answer does not say
    record Nothing(boolean exists, Optional<String> zone) implements Answer {}

    /// The signatures are wrong (RFC 4035 §4.3: bogus).
    record Bogus(String why) implements Answer {}

    /// A server answered that it cannot.
    record Failed(String why) implements Answer {}

    /// No server answered.
    record Silence(String why) implements Answer {}
}
