package croft.wiki;

import croft.wiki.page.FilePath;
import croft.wiki.page.Page;
import croft.wiki.sync.LiveGarden;
import croft.wiki.sync.PageText;
import croft.wiki.web.PageFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;

/// The folder of a wiki, for whoever answers its readers.
record ServedFolder(LiveGarden wiki) implements PageFiles {
    @Override
    public Text text(Page page) {
        return switch (wiki.text(page.path())) {
            case PageText.Text(String text, boolean _) ->
                    new Text.Read(wiki.settings().body(page, text));
            case PageText.TooLarge(long octets, String _) -> new Text.TooLarge(octets);
            case PageText.Gone(), PageText.Unreadable(String _) -> new Text.Unreadable();
        };
    }

    @Override
    public Optional<FileChannel> open(FilePath file) throws IOException {
        Optional<Path> place = wiki.file(file);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    FileChannel.open(
                            place.get(),
                            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
