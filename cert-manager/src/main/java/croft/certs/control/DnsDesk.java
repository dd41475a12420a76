package croft.certs.control;

import croft.platform.declaration.DnsProvider;
import croft.platform.declaration.HostName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// Tries a DNS provider out with a record that harms nobody: writes it, sees it at every
/// authoritative server, deletes it.
public interface DnsDesk {
    /// Runs one trial to its end. Blocks, for minutes where a provider is slow; called on a virtual
    /// thread.
    ///
    /// @param zone that the record is written into, or a name in it; at acme-dns the account's full
    ///   name
    /// @param report told of each step when it ends; what fails is a step too, and the last but for
    ///   the deletion
    void test(DnsProvider provider, HostName zone, Consumer<Step> report);

    /// One step.
    ///
    /// @param what was tried, such as `write`
    /// @param took how long
    /// @param said what came of it, in plain words
    /// @param remedy where it failed
    record Step(String what, boolean done, Duration took, String said, Optional<String> remedy) {}
}
