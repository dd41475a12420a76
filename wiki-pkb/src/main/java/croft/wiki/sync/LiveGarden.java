package croft.wiki.sync;

import croft.platform.declaration.HostName;
import croft.wiki.graph.Garden;
import croft.wiki.page.Address;
import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One wiki as it stands: its garden, the files behind it, and where pages are that had other
/// names. What it gives belongs together only as far as one call goes; whoever makes an output
/// takes the garden once. Any thread.
public final class LiveGarden {
    private final HostName host;
    private final Settings declared;
    private final PageReader reader = new PageReader();
    private volatile State state;

    /// @param declared what croft.yml alone says of it, until the folder is looked at
    LiveGarden(HostName host, Settings declared, Redirects redirects) {
        this.host = host;
        this.declared = declared;
        this.state =
                new State(null, null, redirects, List.of(), Map.of(), Optional.empty(), null, 0);
    }

    public HostName host() {
        return host;
    }

    /// The pages and how they hang together.
    ///
    /// @return empty if the folder has never been read yet
    public Optional<Garden> garden() {
        return Optional.ofNullable(state.garden);
    }

    /// What holds for all of the wiki.
    public Settings settings() {
        Layout layout = state.layout;
        return layout == null ? declared : layout.settings();
    }

    /// The text of a page's file as it is now, with its head. Blocks.
    public PageText text(FilePath path) {
        Layout layout = state.layout;
        Optional<Root> root = layout == null ? Optional.empty() : layout.rootOf(path);
        return root.isPresent()
                ? reader.read(root.get(), root.get().place(path)).text()
                : new PageText.Gone();
    }

    /// The text behind the head of a page, as it is in its file now. Blocks.
    ///
    /// @return empty if it cannot be read, or is too large
    public Optional<String> body(Page page) {
        return text(page.path()) instanceof PageText.Text(String text, boolean _)
                ? Optional.of(settings().body(page, text))
                : Optional.empty();
    }

    /// Where a file of the wiki is: a path without links in it, inside the folder. Who may see the
    /// file is for the garden to say. Blocks.
    ///
    /// @return empty if there is no such file, or no more
    public Optional<Path> file(FilePath path) {
        Layout layout = state.layout;
        Optional<Root> root = layout == null ? Optional.empty() : layout.rootOf(path);
        if (root.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path real = root.get().place(path).toRealPath();
            return real.startsWith(root.get().top()) && Files.isRegularFile(real)
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Where the page is that was at an address once, if it is served.
    ///
    /// @param address where no page is now
    public Optional<Address> redirect(Address address) {
        State now = state;
        Garden garden = now.garden;
        return garden == null
                ? Optional.empty()
                : now.redirects
                        .at(address)
                        .filter(redirect -> garden.page(redirect.former()).isEmpty())
                        .flatMap(redirect -> garden.page(redirect.path()))
                        .map(Page::address);
    }

    /// Copies of pages that two devices changed at once, by path.
    public List<Conflict> conflicts() {
        return state.conflicts;
    }

    /// What a copy has that the page has not, and the other way round. Blocks.
    ///
    /// @return a unified diff; in words why there is none
    public String difference(Conflict conflict) {
        if (!(text(conflict.file()) instanceof PageText.Text(String other, boolean _))
                || !conflict.file().isPage()) {
            return "(no text that could be compared)\n";
        }
        String page =
                text(conflict.of()) instanceof PageText.Text(String text, boolean _) ? text : "";
        String difference =
                UnifiedDiff.of(conflict.of().text(), page, conflict.file().text(), other);
        return difference.isEmpty() ? "(the same lines)\n" : difference;
    }

    /// Whether the folder is there and is being read for the first time.
    public boolean isBeingRead() {
        return state.garden == null && state.lookedAt == null && state.trouble.isEmpty();
    }

    /// What is wrong with files and folders, for the owner, by path; that of the whole is under the
    /// empty path.
    public Map<String, String> fileProblems() {
        return state.problems;
    }

    /// Why the folder cannot be read now, in one line with its remedy. The last garden is kept.
    public Optional<String> trouble() {
        return state.trouble;
    }

    /// When the folder was looked at last.
    public Optional<Instant> lookedAt() {
        return Optional.ofNullable(state.lookedAt);
    }

    /// How many files are known, pages among them.
    public int files() {
        return state.files;
    }

    State state() {
        return state;
    }

    /// Exchanges the state. The redirects are changed by another thread than the rest.
    synchronized State become(UnaryOperator<State> next) {
        state = next.apply(state);
        return state;
    }

    /// All that can change, exchanged as one.
    record State(
            @Nullable Garden garden,
            @Nullable Layout layout,
            Redirects redirects,
            List<Conflict> conflicts,
            Map<String, String> problems,
            Optional<String> trouble,
            @Nullable Instant lookedAt,
            int files) {
        State {
            conflicts = List.copyOf(conflicts);
        }

        State with(Redirects other) {
            return new State(garden, layout, other, conflicts, problems, trouble, lookedAt, files);
        }

        State with(Optional<String> otherTrouble) {
            return new State(
                    garden, layout, redirects, conflicts, problems, otherTrouble, lookedAt, files);
        }
    }
}
