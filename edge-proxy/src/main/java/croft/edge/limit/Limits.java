package croft.edge.limit;

import croft.edge.limit.Refusals.Reason;
import croft.platform.declaration.AddressRange;
import croft.platform.declaration.VisitorPolicy;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What the edge lets visitors do: the policy of croft.yml as it stands now, and the accounts of
/// their addresses. One for all event loops.
public final class Limits {
    private static final Limits NONE =
            new Limits(
                    () -> 0,
                    InstantSource.system(),
                    new Accounts(1),
                    new VisitorPolicy(
                            VisitorPolicy.Limits.DEFAULT,
                            List.of(AddressRange.parse("0.0.0.0/0"), AddressRange.parse("::/0")),
                            List.of(),
                            List.of(),
                            List.of()));

    private final LongSupplier nanos;
    private final Accounts accounts;
    private final Refusals refusals = new Refusals();
    private final Bandwidth bandwidth;
    private final Waiting waiting = new Waiting();
    private volatile Terms terms;

    private Limits(
            LongSupplier nanos, InstantSource clock, Accounts accounts, VisitorPolicy policy) {
        this.nanos = nanos;
        this.bandwidth = new Bandwidth(clock, nanos);
        this.accounts = accounts;
        this.terms = Terms.of(policy);
    }

    /// Limits as croft.yml has them by default.
    ///
    /// @param nanos a clock that never goes back
    /// @param clock for the days of bandwidth
    public static Limits create(LongSupplier nanos, InstantSource clock) {
        return new Limits(nanos, clock, new Accounts(), VisitorPolicy.DEFAULT);
    }

    /// None at all.
    static Limits none() {
        return NONE;
    }

    /// Puts a policy in force, also for connections that are open.
    public void follow(VisitorPolicy policy) {
        terms = Terms.of(policy);
    }

    /// Decides over a new connection.
    ///
    /// @param peer the other end of it
    public Admission admit(InetAddress peer) {
        return terms.proxyProtocol().contains(peer) ? new Admission.Announced() : welcome(peer);
    }

    /// Decides over a connection whose PROXY header has come.
    ///
    /// @param client as the header names it; null if the proxy speaks for itself, for example to
    ///   see whether the edge is alive
    public Admission announced(InetAddress peer, @Nullable InetAddress client) {
        return client == null ? new Admission.Admitted(new Guest(this, peer)) : welcome(client);
    }

    private Admission welcome(InetAddress client) {
        Guest guest = new Guest(this, client);
        Reason why = guest.enter();
        if (why == null) {
            return new Admission.Admitted(guest);
        }
        refusals.count(why);
        return new Admission.Refused();
    }

    /// Addresses that are known now.
    public int addresses() {
        return accounts.size();
    }

    /// What waits in memory, over all connections.
    public Waiting waiting() {
        return waiting;
    }

    /// What sites have sent today.
    public Bandwidth bandwidth() {
        return bandwidth;
    }

    public Refusals refusals() {
        return refusals;
    }

    Terms terms() {
        return terms;
    }

    Accounts accounts() {
        return accounts;
    }

    long now() {
        return nanos.getAsLong();
    }
}
