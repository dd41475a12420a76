package croft.certs.dns;

import croft.certs.dns.StubApi.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A provider under test: its driver, and what is really there. It holds the zones
/// [DnsDriverConformance#ZONE] and [DnsDriverConformance#CHILD], if it knows zones at all.
interface Provider extends AutoCloseable {
    /// With the right credentials.
    DnsDriver driver();

    /// Writes a value as somebody else.
    void put(String zone, String owner, String value) throws Exception;

    /// What is there, sorted, each as often as it is there.
    List<String> held(String owner) throws Exception;

    /// Whether it knows which zones there are.
    default boolean knowsZones() {
        return true;
    }

    /// Whether values can be deleted.
    default boolean deletes() {
        return true;
    }

    /// How many values of one name it keeps.
    default int room() {
        return 100;
    }

    /// What befalls every request, or nothing any more.
    default void befall(@Nullable Fault fault) {
        throw new AssertionError("this provider is not spoken to by HTTP");
    }

    @Override
    void close();
}
