package croft.edge.limit;

import croft.platform.declaration.AddressRange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A set of addresses that is asked at every connection: its ranges are sorted and joined, and one
/// is found by halving, so that a list of thousands costs as little as a short one.
final class Addresses {
    private static final int IPV4_OCTETS = 4;

    private final Spans ipv4;
    private final Spans ipv6;

    private Addresses(Spans ipv4, Spans ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    static Addresses of(List<AddressRange> ranges) {
        List<Span> ipv4 = new ArrayList<>();
        List<Span> ipv6 = new ArrayList<>();
        for (AddressRange range : ranges) {
            byte[] first = range.first().getAddress();
            byte[] last = first.clone();
            for (int bit = range.prefix(); bit < first.length * 8; bit++) {
                last[bit / 8] |= (byte) (0x80 >> (bit % 8));
            }
            (first.length == IPV4_OCTETS ? ipv4 : ipv6)
                    .add(new Span(Address.of(first), Address.of(last)));
        }
        return new Addresses(Spans.of(ipv4), Spans.of(ipv6));
    }

    boolean contains(InetAddress address) {
        byte[] octets = address.getAddress();
        Spans spans = octets.length == IPV4_OCTETS ? ipv4 : ipv6;
        return !spans.isEmpty() && spans.contains(Address.of(octets));
    }

    boolean isEmpty() {
        return ipv4.isEmpty() && ipv6.isEmpty();
    }

    /// An address as an unsigned number.
    private record Address(long high, long low) implements Comparable<Address> {
        static Address of(byte[] octets) {
            long high = 0;
            long low = 0;
            for (byte octet : octets) {
                high = (high << 8) | (low >>> 56);
                low = (low << 8) | (octet & 0xff);
            }
            return new Address(high, low);
        }

        @Override
        public int compareTo(Address other) {
            int byHigh = Long.compareUnsigned(high, other.high);
            return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
        }
    }

    /// From the first to the last address, both included.
    private record Span(Address first, Address last) {}

    /// Spans in order, none touching another's addresses.
    private record Spans(List<Span> sorted) {
        static Spans of(List<Span> spans) {
            List<Span> joined = new ArrayList<>();
            for (Span next : spans.stream().sorted(Comparator.comparing(Span::first)).toList()) {
                Span before = joined.isEmpty() ? null : joined.getLast();
                if (before == null || next.first().compareTo(before.last()) > 0) {
                    joined.add(next);
                } else if (next.last().compareTo(before.last()) > 0) {
                    joined.set(joined.size() - 1, new Span(before.first(), next.last()));
                }
            }
            return new Spans(List.copyOf(joined));
        }

        boolean isEmpty() {
            return sorted.isEmpty();
        }

        boolean contains(Address address) {
            int low = 0;
            int high = sorted.size() - 1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                Span span = sorted.get(middle);
                if (address.compareTo(span.first()) < 0) {
                    high = middle - 1;
                } else if (address.compareTo(span.last()) > 0) {
                    low = middle + 1;
                } else {
                    return true;
                }
            }
            return false;
        }
    }
}
