package croft.site;

import croft.platform.service.CroftService;

/// The program.
public final class StaticSite {
    private StaticSite() {}

    /// Serves until SIGTERM; everything it needs is in its environment.
    public static void main(String[] arguments) {
        service().run();
    }

    static CroftService service() {
        return CroftService.named("static-site", StaticSite.class).withDatabase("site");
    }
}
