package croft.edge.limit;

import croft.edge.limit.Refusals.Reason;
import croft.platform.declaration.SiteLimits;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a connection, as the limits know him: his address, and what he may
/// still spend. One per connection, on its event loop.
///
/// It takes some units from its account in advance, so that most requests cost a comparison and a
/// subtraction: no lock, no allocation, no look at a clock or at what other threads write.
public final class Guest {
    private final Limits limits;
    private final InetAddress address;

    private Terms terms;
    private @Nullable Account account;
    private boolean counted;
    private boolean denied;
    private boolean exempt;
    private boolean proxy;
    private boolean expelled;
    private int credit;

    Guest(Limits limits, InetAddress address) {
        this.limits = limits;
        this.address = address;
        this.terms = limits.terms();
        read();
    }

    /// One whom nothing limits.
    public static Guest unlimited(InetAddress address) {
        return new Guest(Limits.none(), address);
    }

    public InetAddress address() {
        return address;
    }

    public Limits limits() {
        return limits;
    }

    /// A request has come: charges what an answer from the store costs.
    public Verdict request() {
        return charge(Rate.FROM_STORE);
    }

    /// The store does not answer the request: charges what a backend's work costs more.
    ///
    /// @param target the request's, path and query
    /// @param site where it goes
    public Verdict backend(String target, SiteLimits site) {
        if (limits.waiting().isFull()) {
            limits.refusals().count(Reason.MEMORY);
            return new Verdict.Full();
        }
        int cost = site.costs().isEmpty() ? 1 : PathCosts.of(target, site.costs());
        return charge(cost * Rate.FROM_BACKEND - Rate.FROM_STORE);
    }

    /// He did something that costs us more than him: reset a stream before its answer, sent what no
    /// client in good faith sends.
    ///
    /// @param times how many such things it is worth
    /// @return whether that was too much: his connections are to be closed
    public boolean fault(int times) {
        Account mine = account;
        if (mine == null || exempt) {
            return false;
        }
        long now = limits.now();
        mine.blame((long) times * Rate.FAULT * terms.rate().unit(), now, terms.rate());
        if (!expelled && mine.isShutOut(now, terms.rate())) {
            expelled = true;
            limits.refusals().count(Reason.FAULTS);
        }
        return expelled;
    }

    /// Whether his connection is to be closed as soon as what is under way has been answered.
    public boolean isExpelled() {
        return expelled;
    }

    /// Whether he is a proxy that is trusted to say for whom he asks.
    public boolean isProxy() {
        if (!areCurrent()) {
            terms = limits.terms();
            read();
        }
        return proxy;
    }

    /// For whom a trusted proxy asks.
    ///
    /// @param forwardedFor every `X-Forwarded-For` of the request, in their order
    public Guest onBehalfOf(List<String> forwardedFor) {
        InetAddress requester = ForwardedFor.read(forwardedFor, address, terms.trustedProxies());
        return requester.equals(address) ? this : new Guest(limits, requester);
    }

    /// The connection is closed.
    public void leave() {
        Account mine = account;
        if (mine != null && counted) {
            counted = false;
            mine.leave();
            if (!exempt && credit > 0) {
                mine.giveBack(credit * terms.rate().unit());
                credit = 0;
            }
        }
    }

    /// Counts a new connection.
    ///
    /// @return why not; null if it may stay
    @Nullable Reason enter() {
        if (denied) {
            return Reason.DENIED;
        }
        if (exempt || proxy) {
            return null;
        }
        long now = limits.now();
        while (true) {
            Account mine = account(now);
            if (mine.isShutOut(now, terms.rate())) {
                return Reason.SHUT_OUT;
            }
            switch (mine.enter(terms.connections())) {
                case COUNTED -> {
                    counted = true;
                    mine.blame(terms.rate().price(Rate.CONNECTION), now, terms.rate());
                    return null;
                }
                case TOO_MANY -> {
                    return Reason.CONNECTIONS;
                }
                case CLOSED -> account = null;
            }
        }
    }

    private Verdict charge(int units) {
        if (credit >= units && areCurrent()) {
            credit -= units;
            return new Verdict.Welcome();
        }
        return charged(units);
    }

    private Verdict charged(int units) {
        if (!areCurrent()) {
            terms = limits.terms();
            read();
        }
        if (denied) {
            expelled = true;
            limits.refusals().count(Reason.DENIED);
            return new Verdict.Denied();
        }
        if (exempt) {
            return new Verdict.Welcome();
        }
        Rate rate = terms.rate();
        long now = limits.now();
        Account mine = account(now);
        int missing = Math.max(0, units - credit);
        int lease = counted ? rate.lease() : 0;
        if (lease > 0 && mine.spend(rate.price(missing + lease), now, rate) == 0) {
            credit = Math.max(0, credit - units) + lease;
            return new Verdict.Welcome();
        }
        if (mine.spend(rate.price(missing), now, rate) == 0) {
            credit = Math.max(0, credit - units);
            return new Verdict.Welcome();
        }
        mine.blame(rate.price(Rate.FROM_STORE), now, rate);
        expelled |= mine.isShutOut(now, rate);
        limits.refusals().count(Reason.RATE);
        return later(mine.owed(now) + rate.price(whole(units)) - rate.burst());
    }

    /// What the request costs when it comes again: the part that answers from the store pay, too.
    private static int whole(int units) {
        return Math.max(units + Rate.FROM_STORE, Rate.FROM_BACKEND);
    }

    private static Verdict later(long nanos) {
        return new Verdict.Later(Math.max(1, Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1))));
    }

    /// Whether the terms are those in force. New ones are a new object.
    @SuppressWarnings("ReferenceEquality")
    private boolean areCurrent() {
        return terms == limits.terms();
    }

    private Account account(long now) {
        Account mine = account;
        if (mine == null) {
            mine = limits.accounts().of(Accounts.address(address), now);
            account = mine;
        }
        return mine;
    }

    /// What the terms say of this address.
    private void read() {
        denied = terms.deny().contains(address);
        exempt = !denied && terms.allow().contains(address);
        proxy = terms.trustedProxies().contains(address);
        credit = exempt ? Integer.MAX_VALUE : 0;
    }
}
