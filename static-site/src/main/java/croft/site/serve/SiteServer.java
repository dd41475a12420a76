package croft.site.serve;

import croft.platform.traffic.TrafficServer;
import croft.site.content.Contents;
import croft.site.content.HashedNames;
import croft.site.content.Tree;
import croft.site.rules.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The sites on the traffic port, with what they hold in memory.
///
/// Starting and closing wait; they are called from the main thread or a shutdown hook.
public final class SiteServer implements AutoCloseable {
    private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
    private final Forwarding forwarding = new Forwarding(virtualThreads);
    private final RuleBook ruleBook;
    private final Recollection recollection;
    private final TrafficServer server;

    private SiteServer(
            List<InetSocketAddress> addresses,
            ServingLimits limits,
            Supplier<ServedSites> sites,
            Desk desk,
            InstantSource clock,
            LongSupplier ticker)
            throws TrafficServer.CannotListen {
        Contents contents = new Contents(clock, virtualThreads);
        this.ruleBook = new RuleBook(contents);
        this.recollection = new Recollection(limits.moment(), ticker);
        this.server =
                TrafficServer.start(
                        addresses,
                        limits.traffic(),
                        new SiteHandler(
                                limits.forwarded(),
                                sites,
                                responder(contents, clock),
                                desk,
                                recollection),
                        clock);
    }

    /// Listens on `addresses` until closed.
    ///
    /// @param sites asked for each request
    /// @param desk takes what is about a site and not for its pages
    /// @param ticker nanoseconds of a clock that only goes forward
    /// @throws TrafficServer.CannotListen if one of the addresses cannot be listened on; then none
    ///   is
    public static SiteServer start(
            List<InetSocketAddress> addresses,
            ServingLimits limits,
            Supplier<ServedSites> sites,
            Desk desk,
            InstantSource clock,
            LongSupplier ticker)
            throws TrafficServer.CannotListen {
        return new SiteServer(addresses, limits, sites, desk, clock, ticker);
    }

    private Responder responder(Contents contents, InstantSource clock) {
        Bodies bodies = new Bodies(contents);
        StatusPages pages = new StatusPages(bodies);
        FilesAnswer files =
                new FilesAnswer(
                        new DocumentAnswer(
                                bodies,
                                new HashedNames(virtualThreads),
                                new LinkHints(contents),
                                clock),
                        new ListingAnswer(),
                        pages);
        return new Responder(ruleBook, new RuledAnswer(files, pages, forwarding), files, pages);
    }

    /// To be called when a change of any folder is known, and before anybody is told of it.
    public void forget() {
        recollection.forget();
    }

    /// What is wrong with the rules of a site, a line each.
    ///
    /// @throws IOException if they cannot be read
    public List<String> ruleProblems(ServedSite site, Tree tree) throws IOException {
        return ruleBook.of(site, tree).problems().stream().map(Problem::toString).toList();
    }

    /// Where it listens, with the ports chosen by the system where 0 was asked for.
    public List<InetSocketAddress> addresses() {
        return server.addresses();
    }

    /// Takes no more connections, lets answers under way end, and stops.
    @Override
    public void close() {
        server.close();
        forwarding.close();
        virtualThreads.shutdownNow();
    }
}
