package croft.certs.wanted;

import croft.certs.wanted.Bucket.Kind;
import croft.certs.wanted.Bucket.Limit;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A copy of an authority's rate limits, so that we refuse before it does, and know when we may go
/// on. Let's Encrypt's are token buckets (https://letsencrypt.org/docs/rate-limits/, as of August
/// 2026), and so are these; other authorities publish none, so for them only what they say counts.
///
/// Pure: the buckets come from the vault and go back there. A bucket that is not stored is full.
public final class RateLimits {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);

    private static final Map<String, Map<Kind, Limit>> KNOWN =
            Map.of(
                    "acme-v02.api.letsencrypt.org",
                    Map.of(
                            Kind.NEW_ACCOUNT, Limit.per(10, HOUR.multipliedBy(3)),
                            Kind.NEW_ORDER, Limit.per(300, HOUR.multipliedBy(3)),
                            Kind.REGISTERED_DOMAIN, Limit.per(50, WEEK),
                            Kind.NAME_SET, Limit.per(5, WEEK),
                            Kind.FAILED_AUTHORIZATION, Limit.per(5, HOUR)),
                    "acme-staging-v02.api.letsencrypt.org",
                    Map.of(
                            Kind.NEW_ACCOUNT, Limit.per(50, HOUR.multipliedBy(3)),
                            Kind.NEW_ORDER, Limit.per(1500, HOUR.multipliedBy(3)),
                            Kind.REGISTERED_DOMAIN, Limit.per(30_000, WEEK),
                            Kind.NAME_SET, Limit.per(30_000, WEEK),
                            Kind.FAILED_AUTHORIZATION, Limit.per(200, HOUR)));

    /// Five in a row are for whoever tries things out; then five in a life. Renewal needs two.
    private static final int PACE = 5;

    private static final Limit UNLIMITED = new Limit(1, Duration.ofSeconds(1));

    private final String authority;
    private final Map<Kind, Limit> limits;
    private final UnaryOperator<String> registeredDomain;

    private RateLimits(
            String authority, Map<Kind, Limit> limits, UnaryOperator<String> registeredDomain) {
        this.authority = authority;
        this.limits = limits;
        this.registeredDomain = registeredDomain;
    }

    /// The limits of the authority with this directory.
    ///
    /// @param registeredDomain from a host name to the domain under a public suffix that it belongs
    ///   to
    public static RateLimits of(URI directory, UnaryOperator<String> registeredDomain) {
        String host = String.valueOf(directory.getHost());
        return new RateLimits(host, KNOWN.getOrDefault(host, Map.of()), registeredDomain);
    }

    /// What an order is to the authority.
    public enum Novelty {
        /// The first one for these names.
        NEW,
        /// One for names that it has certified before: it counts for the same names only.
        AGAIN,
        /// One that names the certificate that it replaces (RFC 9773 §5): it counts for nothing.
        REPLACES
    }

    /// An order that is about to be made.
    ///
    /// @param account URL of the account
    /// @param life of the certificates for these names, if one is held; without it our own pace is
    ///   not kept
    public record Order(
            String account,
            NameSet names,
            Variant variant,
            Novelty novelty,
            Optional<Duration> life) {}

    /// Whether something may be done now.
    public sealed interface Verdict {
        /// It may.
        record Allowed() implements Verdict {}

        /// It may not yet.
        ///
        /// @param until when it may, if nothing else is counted meanwhile
        /// @param why in plain words
        record Refused(Instant until, String why) implements Verdict {}
    }

    /// The buckets that a verdict on this order needs.
    public Set<Bucket.Id> needed(Order order) {
        Set<Bucket.Id> needed = new LinkedHashSet<>(onOrder(order));
        needed.addAll(onIssue(order));
        if (order.novelty() != Novelty.REPLACES) {
            order.names()
                    .names()
                    .forEach(name -> needed.add(failedAuthorization(order.account(), name)));
        }
        return needed;
    }

    /// Whether this order may be made now.
    ///
    /// @param stored of the needed buckets those that are
    public Verdict verdict(Order order, Collection<Bucket> stored, Instant now) {
        return verdict(needed(order), order.life(), stored, now);
    }

    /// The bucket that an account needs.
    public Bucket.Id neededForAccount() {
        return new Bucket.Id(Kind.NEW_ACCOUNT, "");
    }

    /// Whether an account may be made now.
    public Verdict verdictOnAccount(Collection<Bucket> stored, Instant now) {
        return verdict(Set.of(neededForAccount()), Optional.empty(), stored, now);
    }

    /// The bucket to store after an account was made.
    public List<Bucket> registered(Collection<Bucket> stored, Instant now) {
        return spend(Set.of(neededForAccount()), Optional.empty(), stored, now);
    }

    /// The buckets to store after the authority has taken the order.
    public List<Bucket> ordered(Order order, Collection<Bucket> stored, Instant now) {
        return spend(onOrder(order), order.life(), stored, now);
    }

    /// The buckets to store after the order's certificate has come.
    public List<Bucket> issued(Order order, Collection<Bucket> stored, Instant now) {
        return spend(onIssue(order), order.life(), stored, now);
    }

    /// The bucket that counts failures of this name.
    public Bucket.Id failedAuthorization(String account, CertificateName name) {
        String proved =
                switch (name) {
                    case CertificateName.Dns dns -> dns.proved();
                    case CertificateName.Address address -> address.text();
                };
        return new Bucket.Id(Kind.FAILED_AUTHORIZATION, account + " " + proved);
    }

    /// The bucket to store after the authority found a name not proved.
    public List<Bucket> failed(
            String account, CertificateName name, Collection<Bucket> stored, Instant now) {
        return spend(Set.of(failedAuthorization(account, name)), Optional.empty(), stored, now);
    }

    /// The bucket to store after the authority has refused an order because of a limit.
    ///
    /// @param detail the authority's words; those of Let's Encrypt say which limit it was. Where
    ///   they do not, the account asks for nothing before.
    /// @param stored the needed buckets that are stored
    public Bucket refused(
            Order order, String detail, Instant until, Collection<Bucket> stored, Instant now) {
        return current(blamed(order, detail), order.life(), stored, now).blocked(until);
    }

    /// The bucket to store after the authority has refused to make an account because of a limit.
    public Bucket accountRefused(Instant until, Collection<Bucket> stored, Instant now) {
        return current(neededForAccount(), Optional.empty(), stored, now).blocked(until);
    }

    private Verdict verdict(
            Set<Bucket.Id> ids, Optional<Duration> life, Collection<Bucket> stored, Instant now) {
        Verdict verdict = new Verdict.Allowed();
        Instant latest = now;
        for (Bucket.Id id : ids) {
            Bucket bucket = current(id, life, stored, now);
            Instant blocked = bucket.blockedUntil().orElse(Instant.MIN);
            if (blocked.isAfter(latest)) {
                latest = blocked;
                verdict = new Verdict.Refused(blocked, authority + " has said: not before");
            }
            Optional<Limit> limit = limit(id.kind(), life);
            Instant next = limit.map(bucket::nextToken).orElse(now);
            if (next.isAfter(latest)) {
                latest = next;
                verdict = new Verdict.Refused(next, words(id, limit.orElseThrow()));
            }
        }
        return verdict;
    }

    private List<Bucket> spend(
            Set<Bucket.Id> ids, Optional<Duration> life, Collection<Bucket> stored, Instant now) {
        List<Bucket> spent = new ArrayList<>();
        for (Bucket.Id id : ids) {
            if (limit(id.kind(), life).isPresent()) {
                spent.add(current(id, life, stored, now).spend());
            }
        }
        return List.copyOf(spent);
    }

    /// A bucket as it is now; full, if it was never touched.
    private Bucket current(
            Bucket.Id id, Optional<Duration> life, Collection<Bucket> stored, Instant now) {
        Limit limit = limit(id.kind(), life).orElse(UNLIMITED);
        return stored.stream()
                .filter(bucket -> bucket.id().equals(id))
                .findFirst()
                .map(bucket -> bucket.at(now, limit))
                .orElseGet(() -> Bucket.full(id, limit, now));
    }

    private Optional<Limit> limit(Kind kind, Optional<Duration> life) {
        return kind == Kind.PACE
                ? life.filter(Duration::isPositive).map(l -> Limit.per(PACE, l))
                : Optional.ofNullable(limits.get(kind));
    }

    private String words(Bucket.Id id, Limit limit) {
        String what =
                switch (id.kind()) {
                    case NEW_ACCOUNT -> " new accounts";
                    case NEW_ORDER -> " orders of an account";
                    case REGISTERED_DOMAIN -> " certificates under " + id.subject();
                    case NAME_SET, PACE -> " certificates for the same names";
                    case FAILED_AUTHORIZATION ->
                            " failed proofs of "
                                    + id.subject().substring(id.subject().lastIndexOf(' ') + 1);
                    case ACCOUNT -> " requests of the account";
                };
        String most = limit.capacity() + what + " in " + spelled(limit.whole());
        return id.kind() == Kind.PACE
                ? "more than " + most + ", which is a life of theirs: something goes in circles"
                : authority + " allows " + most;
    }

    private static String spelled(Duration time) {
        if (time.compareTo(Duration.ofDays(2)) >= 0) {
            return time.toDays() + " days";
        }
        if (time.compareTo(Duration.ofHours(2)) >= 0) {
            return time.toHours() + " hours";
        }
        return time.compareTo(Duration.ofMinutes(2)) >= 0
                ? time.toMinutes() + " minutes"
                : time.toSeconds() + " seconds";
    }

    private Bucket.Id blamed(Order order, String detail) {
        if (detail.contains("exact set")) {
            return new Bucket.Id(Kind.NAME_SET, order.names().digest());
        }
        if (detail.contains("failed authorizations")) {
            Optional<CertificateName> named =
                    order.names().names().stream()
                            .filter(name -> detail.contains('"' + name.text() + '"'))
                            .findFirst();
            return failedAuthorization(
                    order.account(), named.orElseGet(() -> order.names().first()));
        }
        if (detail.contains("already issued for")) {
            Optional<String> named =
                    domains(order.names()).stream()
                            .filter(domain -> detail.contains('"' + domain + '"'))
                            .findFirst();
            return new Bucket.Id(
                    Kind.REGISTERED_DOMAIN,
                    named.orElseGet(() -> domains(order.names()).iterator().next()));
        }
        return new Bucket.Id(
                detail.contains("new orders") ? Kind.NEW_ORDER : Kind.ACCOUNT, order.account());
    }

    private static Set<Bucket.Id> onOrder(Order order) {
        Set<Bucket.Id> ids = new LinkedHashSet<>();
        ids.add(new Bucket.Id(Kind.ACCOUNT, order.account()));
        if (order.novelty() == Novelty.NEW) {
            ids.add(new Bucket.Id(Kind.NEW_ORDER, order.account()));
        }
        return ids;
    }

    private Set<Bucket.Id> onIssue(Order order) {
        Set<Bucket.Id> ids = new LinkedHashSet<>();
        String digest = order.names().digest();
        if (order.novelty() == Novelty.NEW) {
            domains(order.names())
                    .forEach(domain -> ids.add(new Bucket.Id(Kind.REGISTERED_DOMAIN, domain)));
        }
        if (order.novelty() != Novelty.REPLACES) {
            ids.add(new Bucket.Id(Kind.NAME_SET, digest));
        }
        ids.add(new Bucket.Id(Kind.PACE, digest + " " + order.variant().word()));
        return ids;
    }

    /// The subjects of the limit on registered domains: for an address itself, or the 64 bits that
    /// an IPv6 site has.
    private Set<String> domains(NameSet names) {
        Set<String> domains = new LinkedHashSet<>();
        for (CertificateName name : names.names()) {
            domains.add(
                    switch (name) {
                        case CertificateName.Dns dns -> registeredDomain.apply(dns.proved());
                        case CertificateName.Address(Inet6Address six) -> network(six);
                        case CertificateName.Address four -> four.text();
                    });
        }
        return domains;
    }

    private static String network(Inet6Address address) {
        byte[] octets = address.getAddress();
        Arrays.fill(octets, 8, 16, (byte) 0);
        try {
            return AddressText.of(InetAddress.getByAddress(octets)) + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of the right length", e);
        }
    }
}
