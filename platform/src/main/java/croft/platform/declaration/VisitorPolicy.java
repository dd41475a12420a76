package croft.platform.declaration;

import java.util.List;
import java.util.stream.Stream;

/// What croft.yml says of visitors' addresses: who is limited and how, who is not, who is not let
/// in, and whose word on a visitor's address is taken.
///
/// @param limits of every address that is not in `allow`
/// @param allow not limited
/// @param deny not let in, also if `allow` has them
/// @param proxyProtocolFrom peers whose connections begin with a PROXY header; nobody else's may
/// @param trustedProxies peers whose `X-Forwarded-For` says who the visitor is
public record VisitorPolicy(
        Limits limits,
        List<AddressRange> allow,
        List<AddressRange> deny,
        List<AddressRange> proxyProtocolFrom,
        List<AddressRange> trustedProxies) {
    /// This machine and private networks. Whoever comes from there is no stranger, or stands for
    /// many: a container's gateway shows one address for all of its visitors, and a limit for it
    /// would let one of them shut out the others.
    public static final List<AddressRange> PRIVATE =
            Stream.of(
                            "127.0.0.0/8",
                            "10.0.0.0/8",
                            "172.16.0.0/12",
                            "192.168.0.0/16",
                            "169.254.0.0/16",
                            "::1",
                            "fc00::/7",
                            "fe80::/10")
                    .map(AddressRange::parse)
                    .toList();

    /// Of a croft.yml that says nothing of it.
    public static final VisitorPolicy DEFAULT =
            new VisitorPolicy(Limits.DEFAULT, PRIVATE, List.of(), List.of(), List.of());

    public VisitorPolicy {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
        proxyProtocolFrom = List.copyOf(proxyProtocolFrom);
        trustedProxies = List.copyOf(trustedProxies);
    }

    /// What one address may do: an IPv4 address, or the /64 that an IPv6 address lies in.
    ///
    /// @param connections open at once
    /// @param requestsPerSecond in the long run, of those that the store cannot answer
    /// @param burst how many of them may come at once
    public record Limits(int connections, int requestsPerSecond, int burst) {
        /// An office behind one address, each with a browser or two; and a page with two thousand
        /// pictures that nobody has looked at before.
        public static final Limits DEFAULT = new Limits(256, 100, 2_000);
    }
}
