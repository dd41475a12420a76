package croft.certs.dns;

import croft.platform.declaration.DnsProvider.Kind;
import java.nio.file.Path;

/// Cloudflare's interface as documented, over real HTTP.
class CloudflareTest extends HttpDriverConformance {
    @Override
    Provider provider(Path folder) {
        CloudflareStub stub = new CloudflareStub();
        return new HttpProvider(folder, Kind.CLOUDFLARE, stub, stub, SECRET);
    }
}
