package croft.wiki.web;

import croft.platform.declaration.HostName;
import croft.wiki.feed.Masthead;
import croft.wiki.graph.Garden;
import croft.wiki.page.Address;
import croft.wiki.render.Dialect;
import croft.wiki.render.HtmlPolicy;
import croft.wiki.render.Renderer;
import croft.wiki.search.Search;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/// A wiki as it is served.
///
/// @param host as croft.yml names it; a wildcard keeps its star
/// @param since the first year of the copyright
/// @param live whether an open page is told of changes
/// @param garden as it is now; empty until the folder was read for the first time
/// @param moved where a page is that had this address, if there is one
public record Wiki(
        HostName host,
        Masthead masthead,
        OptionalInt since,
        Dialect dialect,
        HtmlPolicy html,
        boolean live,
        Renderer renderer,
        PageFiles files,
        Supplier<Optional<Garden>> garden,
        Search search,
        Function<Address, Optional<Address>> moved) {}
