package croft.stack;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/// Resolves names under `.localhost` to this machine, as browsers and curl do (RFC 6761 §6.3); the
/// JDK leaves that to the system, and not every system does it; and those of the tests' own zone.
/// Other names are the system's.
public final class LoopbackNames extends InetAddressResolverProvider {
    /// What authorities and name servers of the tests know.
    private static final String OWN = ".example.test";

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "names under .localhost";
    }

    private record Resolver(InetAddressResolver system) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
                throws UnknownHostException {
            return host.endsWith(".localhost") || host.endsWith(OWN)
                    ? Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}))
                    : system.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return system.lookupByAddress(address);
        }
    }
}
