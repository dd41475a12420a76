package croft.wiki;

import croft.platform.service.CroftService;

/// The program.
public final class WikiPkb {
    private WikiPkb() {}

    /// Serves until SIGTERM; everything it needs is in its environment.
    public static void main(String[] arguments) {
        service().run();
    }

    static CroftService service() {
        return CroftService.named("wiki-pkb", WikiPkb.class).withDatabase("wiki");
    }
}
