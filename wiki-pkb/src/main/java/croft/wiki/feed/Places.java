package croft.wiki.feed;

import croft.wiki.graph.Garden;
import croft.wiki.page.Address;
import croft.wiki.page.Page;
import croft.wiki.render.Dialect;

/// Under which of its addresses a page is named to machines.
final class Places {
    static final Address HOME = new Address("/");

    private Places() {}

    /// In a garden, the home page is at `/`; pkb names it by its own address too.
    static Address of(Page page, Garden garden) {
        return garden.dialect() == Dialect.GARDEN && garden.home().filter(page::equals).isPresent()
                ? HOME
                : page.address();
    }
}
