package croft.certs.dns;

import croft.platform.declaration.DnsProvider.Kind;
import java.nio.file.Path;

/// Hetzner's interface as documented, over real HTTP.
class HetznerTest extends HttpDriverConformance {
    @Override
    Provider provider(Path folder) {
        HetznerStub stub = new HetznerStub();
        return new HttpProvider(folder, Kind.HETZNER, stub, stub, SECRET);
    }
}
