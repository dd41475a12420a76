package croft.certs;

import croft.platform.service.CroftService;

/// The service that issues and renews certificates.
public final class CertManager {
    private CertManager() {}

    /// Runs until SIGTERM.
    public static void main(String[] arguments) {
        service().run();
    }

    static CroftService service() {
        return CroftService.named("cert-manager", CertManager.class).withDatabase("certs");
    }
}
