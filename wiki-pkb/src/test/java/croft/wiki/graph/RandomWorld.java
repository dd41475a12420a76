package croft.wiki.graph;

import croft.wiki.page.FilePath;
import croft.wiki.page.Tag;
import croft.wiki.page.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Random folders of few names, so that names clash, and random changes of them.
final class RandomWorld {
    private final Random random;
    private final List<String> places;
    private final List<String> targets;
    private final int links;
    private World world = new World();

    private RandomWorld(Random random, List<String> places, List<String> targets, int links) {
        this.random = random;
        this.places = places;
        this.targets = targets;
        this.links = links;
    }

    /// Few names in few folders, in many spellings.
    static RandomWorld clashing(long seed) {
        List<String> places = new ArrayList<>();
        for (String folder : List.of("", "a/", "a/b/", "c/")) {
            for (String name :
                    List.of("home", "index", "README", "x", "X", "y", "tags", "z.q", "b")) {
                places.add(folder + name + ".md");
            }
            places.add(folder + "pic.png");
            places.add(folder + "x");
        }
        List<String> targets =
                List.of(
                        "x",
                        "X",
                        "y",
                        "a/x",
                        "b/x",
                        "c/X",
                        "./x",
                        "../x",
                        "../../x",
                        "/x",
                        "/",
                        "",
                        "x.md",
                        "a/y.md",
                        "pic.png",
                        "a/pic.png",
                        "PIC.png",
                        "tags",
                        "/tags",
                        "a/",
                        "a",
                        "b",
                        "a/b",
                        "..",
                        ".",
                        "x?q=1",
                        "/search?q=x",
                        "https://e.example",
                        "//e",
                        "mailto:a@b",
                        "other",
                        "second",
                        "c/second",
                        "z.q",
                        "z",
                        "home",
                        "index",
                        "README",
                        "x/",
                        "nowhere",
                        "no where.pdf",
                        "a//x",
                        "x.html",
                        "a/z.md");
        return new RandomWorld(new Random(seed), places, targets, 4);
    }

    /// Many pages, some of which link to nearly all: what is near is more than can be shown.
    static RandomWorld crowded(long seed) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            places.add("p" + i + ".md");
        }
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            targets.add("p" + i);
            targets.add("p" + i % 3);
        }
        return new RandomWorld(new Random(seed), places, targets, 5);
    }

    World world() {
        return world;
    }

    /// Every address that something could be at.
    Set<String> addresses() {
        Set<String> all = new TreeSet<>(Set.of("", "a", "c", "x", "nowhere", "x.html"));
        for (String place : places) {
            all.add(place.endsWith(".md") ? place.substring(0, place.length() - 3) : place);
        }
        return all;
    }

    static List<Tag> tags() {
        return List.of(new Tag("t"), new Tag("t/u"), new Tag("t/u/v"), new Tag("T"));
    }

    /// Some of all places, filled.
    RandomWorld filled() {
        for (String place : places) {
            if (random.nextInt(3) > 0) {
                put(place);
            }
        }
        return this;
    }

    /// Changes the folder, and says how.
    Edit change() {
        world = new World(world);
        List<Note> notes = new ArrayList<>();
        List<Attachment> files = new ArrayList<>();
        Set<FilePath> removed = new TreeSet<>();
        Set<String> done = new TreeSet<>();
        for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            String place = places.get(random.nextInt(places.size()));
            if (!done.add(place)) {
                continue;
            }
            FilePath path = new FilePath(place);
            boolean isThere = world.pages().contains(path) || world.files().contains(path);
            if (isThere && random.nextInt(3) == 0) {
                world.remove(path);
                removed.add(path);
            } else {
                switch (put(place)) {
                    case Note note -> notes.add(note);
                    case Attachment file -> files.add(file);
                    default -> throw new IllegalStateException();
                }
            }
        }
        return new Edit(notes, files, removed);
    }

    private Object put(String place) {
        if (!place.endsWith(".md")) {
            return world.put(place, visibility(), 1 + random.nextInt(3));
        }
        World.Plan plan = new World.Plan(place).at(random.nextInt(20)).seen(visibility());
        List<String> there = world.lines(plan.path);
        if (!there.isEmpty() && random.nextInt(3) == 0) {
            plan.lines = there;
            plan.title = "U" + random.nextInt(3);
            return world.put(plan);
        }
        if (random.nextInt(3) == 0) {
            plan.titled("T" + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
            plan.called(List.of("other", "second", "c/second", "X", "").get(random.nextInt(5)));
        }
        List<Tag> tags = new ArrayList<>(tags());
        tags.removeIf(_ -> random.nextInt(4) > 0);
        plan.tags = tags;
        if (random.nextInt(5) == 0) {
            plan.inline = List.of(new Tag("t/u"));
        }
        plan.empty = random.nextInt(15) == 0;
        List<String> lines = new ArrayList<>();
        int count = random.nextInt(15) == 0 ? 60 : random.nextInt(links + 1);
        for (int i = 0; i < count; i++) {
            String target = targets.get(random.nextInt(targets.size()));
            lines.add(
                    switch (random.nextInt(4)) {
                        case 0 -> "see (" + target + ")";
                        case 1 -> "![[" + target + "]]";
                        default -> "word" + random.nextInt(2) + " [[" + target + "]]";
                    });
        }
        plan.lines = lines;
        return world.put(plan);
    }

    private Visibility visibility() {
        return switch (random.nextInt(8)) {
            case 0 -> Visibility.UNLISTED;
            case 1 -> Visibility.PRIVATE;
            default -> Visibility.PUBLIC;
        };
    }
}
