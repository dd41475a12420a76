package croft.certs.dns;

import croft.certs.dns.DnsDrivers.OwnerLock;
import croft.certs.dns.DnsDrivers.Work;
import java.util.concurrent.locks.ReentrantLock;

/// One writer at an owner at a time: of this process, and then of whatever a further lock is for.
/// Owners share a few locks, so that there is nothing to throw away.
final class OwnerLocks implements OwnerLock {
    private static final int COUNT = 64;

    private final ReentrantLock[] locks = new ReentrantLock[COUNT];
    private final OwnerLock further;

    OwnerLocks(OwnerLock further) {
        this.further = further;
        for (int i = 0; i < COUNT; i++) {
            locks[i] = new ReentrantLock();
        }
    }

    @Override
    public <T> T holding(String owner, Work<T> work) throws DnsTrouble {
        ReentrantLock lock = locks[Math.floorMod(owner.hashCode(), COUNT)];
        lock.lock();
        try {
            return further.holding(owner, work);
        } finally {
            lock.unlock();
        }
    }
}
