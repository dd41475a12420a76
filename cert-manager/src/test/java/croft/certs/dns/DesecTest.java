package croft.certs.dns;

import croft.platform.declaration.DnsProvider.Kind;
import java.nio.file.Path;

/// deSEC's interface as documented, over real HTTP.
class DesecTest extends HttpDriverConformance {
    @Override
    Provider provider(Path folder) {
        DesecStub stub = new DesecStub();
        return new HttpProvider(folder, Kind.DESEC, stub, stub, SECRET);
    }
}
