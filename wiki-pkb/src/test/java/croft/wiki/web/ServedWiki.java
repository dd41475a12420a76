package croft.wiki.web;

import croft.house.wire.Reply;
import croft.house.wire.Wire;
import croft.platform.declaration.Glob;
import croft.platform.declaration.HostName;
import croft.platform.traffic.Limits;
import croft.platform.traffic.TrafficServer;
import croft.wiki.feed.Masthead;
import croft.wiki.graph.Attachment;
import croft.wiki.graph.Change;
import croft.wiki.graph.Edit;
import croft.wiki.graph.Garden;
import croft.wiki.graph.Note;
import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.page.Source;
import croft.wiki.page.VisibilityRule;
import croft.wiki.render.Dialect;
import croft.wiki.render.HtmlPolicy;
import croft.wiki.render.Markdown;
import croft.wiki.render.Renderer;
import croft.wiki.search.Hit;
import croft.wiki.search.Query;
import croft.wiki.search.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/// A folder served as a wiki by a real server on a port of its own. The folder is read anew when
/// the test says so.
final class ServedWiki implements AutoCloseable {
    static final HostName HOST = new HostName("notes.test");

    /// A name that browsers look for on this machine.
    private static final HostName HERE = new HostName("notes.localhost");

    private final Path folder;
    private final VisibilityRule rule;
    private final Renderer renderer;
    private final Wiki wiki;
    private final WikiServer server;
    private final Map<Address, Address> moved = new HashMap<>();
    private volatile Garden garden;
    private boolean unread;

    private ServedWiki(Terms terms, HostName host, Path folder, int port) {
        this.folder = folder;
        this.rule = new VisibilityRule(List.of(new Glob("closed")), List.of(new Glob("aside")));
        this.renderer = Markdown.of(terms.dialect, terms.html);
        this.garden = Garden.empty(terms.dialect);
        this.wiki =
                new Wiki(
                        host,
                        new Masthead(
                                "https://notes.test",
                                "A small site",
                                Optional.of("Notes about a corner of the internet"),
                                Optional.of("Ada Example"),
                                Optional.of("https://ada.example.net"),
                                "en"),
                        OptionalInt.of(2019),
                        terms.dialect,
                        terms.html,
                        terms.live,
                        renderer,
                        new FolderFiles(),
                        () -> unread ? Optional.empty() : Optional.of(garden),
                        (_, query) -> search(query),
                        address -> Optional.ofNullable(moved.get(address)));
        Wikis wikis = new Wikis(List.of(wiki));
        try {
            this.server =
                    WikiServer.start(
                            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)),
                            terms.limits,
                            () -> wikis,
                            InstantSource.system());
        } catch (TrafficServer.CannotListen e) {
            throw new IllegalStateException(e);
        }
    }

    /// How a wiki is to be served.
    record Terms(Dialect dialect, HtmlPolicy html, boolean live, WikiLimits limits) {
        static final Terms GARDEN =
                new Terms(Dialect.GARDEN, HtmlPolicy.SANITIZED, false, quick(WikiLimits.DEFAULT));
        static final Terms STRICT =
                new Terms(Dialect.STRICT, HtmlPolicy.SANITIZED, false, quick(WikiLimits.DEFAULT));

        Terms alive() {
            return new Terms(dialect, html, true, limits);
        }

        Terms trusted() {
            return new Terms(dialect, HtmlPolicy.TRUSTED, live, limits);
        }

        Terms with(WikiLimits other) {
            return new Terms(dialect, html, live, other);
        }

        /// A test does not wait for a drain.
        private static WikiLimits quick(WikiLimits of) {
            Limits traffic = of.traffic();
            return new WikiLimits(
                    new Limits(
                            traffic.connections(),
                            traffic.requestLine(),
                            traffic.head(),
                            traffic.fields(),
                            traffic.body(),
                            traffic.idle(),
                            traffic.progress(),
                            Duration.ofSeconds(2),
                            traffic.heartbeat()),
                    of.live(),
                    of.remembered());
        }
    }

    static ServedWiki of(Terms terms, Path folder) {
        return of(terms, HOST, folder, 0);
    }

    /// To be read with a browser.
    static ServedWiki forBrowsers(Terms terms, Path folder) {
        return of(terms, HERE, folder, 0);
    }

    private static ServedWiki of(Terms terms, HostName host, Path folder, int port) {
        ServedWiki wiki = new ServedWiki(terms, host, folder, port);
        wiki.readAnew();
        return wiki;
    }

    InetSocketAddress address() {
        return server.addresses().getFirst();
    }

    Wire connect() throws IOException {
        return new Wire(address());
    }

    /// One request on a connection of its own.
    Reply get(String target, String... fields) throws IOException {
        return ask("GET", target, fields);
    }

    Reply ask(String method, String target, String... fields) throws IOException {
        try (Wire wire = connect()) {
            wire.send(request(method, target, fields));
            return method.equals("HEAD") ? wire.headReply() : wire.reply();
        }
    }

    static String request(String method, String target, String... fields) {
        StringBuilder request =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: " + HOST + "\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    /// Writes a file and reads the folder anew.
    ServedWiki write(String path, String text) throws IOException {
        put(path, text);
        readAnew();
        return this;
    }

    private void put(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    ServedWiki delete(String path) throws IOException {
        Files.delete(folder.resolve(path));
        readAnew();
        return this;
    }

    /// A page that had another address.
    void move(String from, String to) {
        moved.put(new Address(from), new Address(to));
    }

    /// As before the folder was read for the first time.
    void unread() {
        unread = true;
    }

    /// Looks at all files, and tells the server what changed.
    void readAnew() {
        List<Note> notes = new ArrayList<>();
        List<Attachment> files = new ArrayList<>();
        Set<FilePath> gone = new HashSet<>();
        garden.notes().forEach(note -> gone.add(note.page().path()));
        garden.attachments().forEach(file -> gone.add(file.path()));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                FilePath path = new FilePath(folder.relativize(file).toString());
                Instant modified = Files.getLastModifiedTime(file).toInstant();
                gone.remove(path);
                if (path.isPage()) {
                    Source source = Source.parse(path, Files.readString(file), modified, rule);
                    Note note =
                            new Note(source.page(), renderer.facts(source.page(), source.body()));
                    notes.add(note);
                } else {
                    files.add(new Attachment(path, Files.size(file), modified, rule.of(path)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        notes.removeIf(note -> isAsBefore(note));
        files.removeIf(file -> garden.attachments().contains(file));
        Change change = garden.with(new Edit(notes, files, gone));
        garden = change.after();
        server.changed(wiki.host(), change);
    }

    private final Map<FilePath, String> texts = new HashMap<>();

    private boolean isAsBefore(Note note) {
        String text = text(note.page().path());
        boolean same = text.equals(texts.put(note.page().path(), text));
        return same && garden.notes().contains(note);
    }

    private String text(FilePath path) {
        try {
            return Files.readString(folder.resolve(path.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All pages with the text in them, by path: enough to show results.
    private Results search(Query query) {
        List<Hit> hits = new ArrayList<>();
        String wanted = query.text().toLowerCase(Locale.ROOT);
        for (Page page : garden.listed()) {
            String text = text(page.path());
            int at = text.toLowerCase(Locale.ROOT).indexOf(wanted);
            if (at >= 0 || page.title().toLowerCase(Locale.ROOT).contains(wanted)) {
                hits.add(
                        new Hit(
                                page.path(),
                                page.title(),
                                page.address(),
                                snippet(text, at, wanted.length()),
                                garden.tagsOf(page.path()),
                                page.modified()));
            }
        }
        int first = Math.min(hits.size(), (query.page() - 1) * Results.HITS_OF_A_PAGE);
        int end = Math.min(hits.size(), first + Results.HITS_OF_A_PAGE);
        return new Results(
                hits.size(),
                false,
                hits.subList(first, end),
                hits.isEmpty() && query.text().equals("bakup")
                        ? Optional.of(new Results.Suggestion("backup", false))
                        : Optional.empty(),
                false);
    }

    private static List<Hit.Piece> snippet(String text, int at, int length) {
        if (at < 0) {
            return List.of();
        }
        int from = Math.max(0, at - 60);
        int to = Math.min(text.length(), at + length + 100);
        return List.of(
                new Hit.Piece("…" + text.substring(from, at), false),
                new Hit.Piece(text.substring(at, at + length), true),
                new Hit.Piece(text.substring(at + length, to) + "…", false));
    }

    @Override
    public void close() {
        server.close();
    }

    private final class FolderFiles implements PageFiles {
        @Override
        public Text text(Page page) {
            try {
                Path file = folder.resolve(page.path().text());
                if (Files.size(file) > Source.LARGEST) {
                    return new Text.TooLarge(Files.size(file));
                }
                return new Text.Read(
                        Source.parse(page.path(), Files.readString(file), page.modified(), rule)
                                .body());
            } catch (IOException _) {
                return new Text.Unreadable();
            }
        }

        @Override
        public Optional<FileChannel> open(FilePath file) throws IOException {
            Path place = folder.resolve(file.text());
            return Files.exists(place) ? Optional.of(FileChannel.open(place)) : Optional.empty();
        }
    }

    /// Serves a folder until it is stopped, to be looked at: `PORT FOLDER [live|strict]…`.
    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments).subList(2, arguments.length);
        Terms terms = words.contains("strict") ? Terms.STRICT : Terms.GARDEN;
        try (ServedWiki wiki =
                of(
                        words.contains("live") ? terms.alive() : terms,
                        HERE,
                        Path.of(arguments[1]),
                        Integer.parseInt(arguments[0]))) {
            while (true) {
                Thread.sleep(1000);
                wiki.readAnew();
            }
        }
    }
}
