package croft.wiki.graph;

import croft.wiki.page.Facet;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Tag;
import croft.wiki.render.Surroundings.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Everything that a wiki could put out, in a plain form: pages with what stands around them,
/// lists, and answers for addresses where nothing is. Takes all of it through [Reading]s.
final class Outputs {
    private final World world;
    private final Garden garden;

    private Outputs(World world, Garden garden) {
        this.world = world;
        this.garden = garden;
    }

    /// An output and what it was made of.
    record Output(String text, Set<Facet> facets) {}

    /// All outputs by name.
    static Map<String, Output> of(
            World world, Garden garden, Collection<String> addresses, Collection<Tag> tags) {
        Outputs outputs = new Outputs(world, garden);
        Map<String, Output> all = new TreeMap<>();
        for (String address : addresses) {
            all.put("at /" + address, outputs.make(reading -> outputs.at(reading, address)));
            FilePath page = new FilePath((address.isEmpty() ? "home" : address) + ".md");
            all.put(
                    "back " + address,
                    outputs.make(reading ->
                            lines(reading.backlinks(page), it -> line(it.from()) + it.contexts())));
            all.put(
                    "named " + address,
                    outputs.make(reading ->
                            reading.named(address).map(Outputs::line)
                                    + reading.home().map(Outputs::line).toString()));
            for (int depth = 0; depth <= Neighbourhood.MOST_DEPTH; depth++) {
                int distance = depth;
                all.put(
                        "near " + depth + " " + address,
                        outputs.make(reading -> reading.neighbourhood(page, distance).toString()));
            }
            FilePath.of(address)
                    .ifPresent(
                            path -> all.put("file " + address, outputs.make(it -> file(it, path))));
        }
        for (Tag tag : tags) {
            all.put(
                    "tag " + tag,
                    outputs.make(reading -> lines(reading.tagged(tag), Outputs::line)));
        }
        all.put("listed", outputs.make(reading -> lines(reading.listed(), Outputs::line)));
        all.put("tags", outputs.make(reading -> reading.tags().toString()));
        all.put(
                "recent",
                outputs.make(reading ->
                        reading.newest()
                                + lines(reading.recent(5), page -> line(page) + page.modified())));
        all.put("orphans", outputs.make(reading -> lines(reading.orphans(), Outputs::line)));
        all.put(
                "missing",
                outputs.make(reading ->
                        lines(
                                reading.missing(),
                                wanted -> wanted.name() + lines(wanted.by(), Outputs::line))));
        return all;
    }

    private Output make(Function<Reading, String> how) {
        Reading reading = world.reading(garden);
        String text = how.apply(reading);
        return new Output(text, reading.facets());
    }

    private String at(Reading reading, String address) {
        return reading.at(address)
                .map(page -> page(reading, page))
                .orElse("nothing, and nothing was not meant");
    }

    private String page(Reading reading, Page page) {
        return "<"
                + line(page)
                + ">\n"
                + page.modified()
                + page.aliases()
                + reading.garden().tagsOf(page.path())
                + "\n"
                + text(reading, page.path(), 3);
    }

    private String text(Reading reading, FilePath path, int depth) {
        List<String> lines = new ArrayList<>();
        for (String line : reading.text(path).orElse("cannot be read").split("\n", -1)) {
            lines.add(
                    World.link(line)
                            .map(link ->
                                    switch (reading.find(path, link)) {
                                        case Destination.ToPage(var page) ->
                                                line(page)
                                                        + (link.embedded() && depth > 0
                                                                ? "{"
                                                                        + text(
                                                                                reading,
                                                                                page.path(),
                                                                                depth - 1)
                                                                        + "}"
                                                                : "");
                                        case Destination.ToFile(var file, var target) ->
                                                target + " " + reading.size(file);
                                        case Destination.Missing() -> "missing " + link.target();
                                        case Destination.Elsewhere() -> "elsewhere";
                                    })
                            .orElse(line));
        }
        return String.join("\n", lines);
    }

    private static String file(Reading reading, FilePath path) {
        return reading.file(path)
                .map(file -> file.address() + " " + file.size() + file.modified())
                .orElse("no file");
    }

    private static String line(Page page) {
        return page.title() + " " + page.address() + " " + page.visibility();
    }

    private static <T> String lines(Collection<T> things, Function<T, String> how) {
        return things.stream().map(how).toList().toString();
    }
}
