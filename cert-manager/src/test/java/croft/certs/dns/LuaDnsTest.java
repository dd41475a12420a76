package croft.certs.dns;

import croft.platform.declaration.DnsProvider.Kind;
import java.nio.file.Path;

/// LuaDNS's interface as documented, over real HTTP.
class LuaDnsTest extends HttpDriverConformance {
    @Override
    Provider provider(Path folder) {
        LuaDnsStub stub = new LuaDnsStub();
        return new HttpProvider(folder, Kind.LUADNS, stub, stub, SECRET);
    }
}
