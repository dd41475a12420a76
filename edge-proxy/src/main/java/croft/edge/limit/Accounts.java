package croft.edge.limit;

import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The accounts of the addresses that matter: a table of fixed size, so that an attacker with a
/// million addresses fills nothing.
///
/// Each address belongs to one row, by a hash that nobody outside can foresee. A look reads the row
/// without a lock. Where the row is full, a new address takes the place of one without open
/// connections that owes the least: one that owes nothing is as good as unknown. Where all have
/// connections (with ten thousand, of as many addresses, one row in a hundred thousand), the
/// newcomer gets an account outside the table.
final class Accounts {
    /// Three times the connections that may be open.
    private static final int DEFAULT_ROWS = 2_048;

    private static final int ROW = 16;
    private static final int LOCKS = 64;

    /// IPv4 addresses as numbers of their own: nobody calls from an IPv6 multicast address.
    private static final long IPV4 = 0xff00_0000_0000_0000L;

    private final AtomicReferenceArray<@Nullable Account> table;
    private final Object[] locks = new Object[LOCKS];
    private final int rows;
    private final long seed = ThreadLocalRandom.current().nextLong();

    Accounts() {
        this(DEFAULT_ROWS);
    }

    /// @param rows a power of two
    Accounts(int rows) {
        this.rows = rows;
        table = new AtomicReferenceArray<>(rows * ROW);
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /// What counts as one address: an IPv4 address, or the /64 of an IPv6 one, which a provider
    /// gives to one household.
    static long address(InetAddress address) {
        byte[] octets = address.getAddress();
        long first = 0;
        for (int i = 0; i < Math.min(octets.length, Long.BYTES); i++) {
            first = (first << 8) | (octets[i] & 0xff);
        }
        return octets.length == Integer.BYTES ? IPV4 | first : first;
    }

    /// The account of an address; a new one if it is not known.
    Account of(long address, long now) {
        int row = row(address);
        Account known = find(row, address);
        if (known != null) {
            return known;
        }
        synchronized (locks[row % LOCKS]) {
            Account quicker = find(row, address);
            return quicker != null ? quicker : open(row, address, now);
        }
    }

    /// How many addresses are known.
    int size() {
        int size = 0;
        for (int i = 0; i < table.length(); i++) {
            if (table.get(i) != null) {
                size++;
            }
        }
        return size;
    }

    private @Nullable Account find(int row, long address) {
        for (int i = row * ROW; i < (row + 1) * ROW; i++) {
            Account each = table.get(i);
            if (each != null && each.address() == address) {
                return each;
            }
        }
        return null;
    }

    private Account open(int row, long address, long now) {
        Account opened = new Account(address, now);
        while (true) {
            int place = place(row, now);
            if (place < 0) {
                return opened;
            }
            Account gone = table.get(place);
            if (gone == null || gone.close()) {
                table.set(place, opened);
                return opened;
            }
        }
    }

    /// Where a newcomer can go: -1 if nowhere.
    private int place(int row, long now) {
        int best = -1;
        long least = Long.MAX_VALUE;
        for (int i = row * ROW; i < (row + 1) * ROW; i++) {
            Account each = table.get(i);
            if (each == null) {
                return i;
            }
            if (each.connections() == 0 && each.owed(now) < least) {
                least = each.owed(now);
                best = i;
            }
        }
        return best;
    }

    private int row(long address) {
        long mixed = (address ^ seed) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8_feb8_6659_fd93L;
        return (int) (mixed >>> 33) & (rows - 1);
    }
}
