package croft.certs.wanted;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// Addresses as text.
final class AddressText {
    /// Four numbers; whether they are below 256 is seen when they are read.
    static final Pattern FOUR = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /// No host name has a colon.
    static final Pattern SIX = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private static final int GROUPS = 8;

    private AddressText() {}

    static String of(InetAddress address) {
        return address instanceof Inet6Address six ? six(six) : address.getHostAddress();
    }

    /// RFC 5952 §4: no leading zeros, `::` for the longest run of zeros that is longer than one
    /// group, the first of equals, lower case.
    private static String six(Inet6Address address) {
        int[] groups = groups(address.getAddress());
        int from = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = zerosAt(groups, i);
            if (run > length) {
                from = i;
                length = run;
            }
        }
        if (length == 1) {
            return joined(groups, 0, GROUPS);
        }
        return joined(groups, 0, from) + "::" + joined(groups, from + length, GROUPS);
    }

    private static int[] groups(byte[] octets) {
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((octets[2 * i] & 0xff) << 8) | (octets[2 * i + 1] & 0xff);
        }
        return groups;
    }

    private static int zerosAt(int[] groups, int from) {
        int end = from;
        while (end < GROUPS && groups[end] == 0) {
            end++;
        }
        return end - from;
    }

    private static String joined(int[] groups, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : ":").append(Integer.toHexString(groups[i]));
        }
        return text.toString();
    }
}
