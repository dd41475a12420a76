package croft.wiki;

import croft.platform.declaration.HostName;
import croft.wiki.page.Page;
import croft.wiki.render.SearchText;
import croft.wiki.search.Corpus;
import croft.wiki.sync.LiveGardens;
import java.util.Optional;

/// The folders of the wikis, for whoever makes their index.
record SearchedFolders(LiveGardens wikis) implements Corpus {
    /// Of a wiki that has just ceased to be one.
    private static final String NO_LANGUAGE = "en";

    @Override
    public String language(HostName site) {
        return wikis.garden(site).map(wiki -> wiki.settings().language()).orElse(NO_LANGUAGE);
    }

    @Override
    public Optional<SearchText> text(HostName site, Page page) {
        return wikis.garden(site)
                .flatMap(wiki ->
                        wiki.body(page)
                                .map(body -> wiki.settings().renderer().searchText(page, body)));
    }
}
