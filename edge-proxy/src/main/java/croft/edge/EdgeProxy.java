package croft.edge;

import croft.platform.service.CroftService;

/// The program `edge-proxy`: TLS, HTTP/1.1 and HTTP/2 for every site of croft.yml.
public final class EdgeProxy {
    private EdgeProxy() {}

    public static void main(String[] arguments) {
        service().run();
    }

    static CroftService service() {
        return CroftService.named("edge-proxy", EdgeProxy.class);
    }
}
