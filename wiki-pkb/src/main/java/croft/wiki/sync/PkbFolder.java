package croft.wiki.sync;

import croft.wiki.page.Identity;
import croft.wiki.page.Rocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The folder of croft.yml, seen as a working directory of pkb's, which a `Rocket.toml` makes it.
///
/// @param isPkb whether it is one
/// @param pages the folder of the pages; the folder itself where it is none of pkb's
/// @param assets what is at `/public/`, real
/// @param problems of its settings
record PkbFolder(
        boolean isPkb,
        Path pages,
        Optional<Path> assets,
        Identity identity,
        List<String> problems) {
    static final String SETTINGS = Rocket.FILE_NAME;

    /// Longer settings are none.
    private static final int MOST_OCTETS = 64 * 1024;

    /// A folder that is none of pkb's.
    static PkbFolder none(Path top) {
        return new PkbFolder(false, top, Optional.empty(), Identity.NONE, List.of());
    }

    /// @param top real
    static PkbFolder of(Path top) throws IOException {
        Path settings = top.resolve(SETTINGS);
        byte[] octets;
        try (var in = Files.newInputStream(settings)) {
            octets = in.readNBytes(MOST_OCTETS);
        } catch (NoSuchFileException _) {
            return none(top);
        }
        Rocket rocket = Rocket.parse(new String(octets, StandardCharsets.UTF_8));
        Path assets = top.resolve("public");
        return new PkbFolder(
                true,
                top.resolve(rocket.pagesPath().orElse(".")).normalize(),
                Files.isDirectory(assets) ? Optional.of(assets.toRealPath()) : Optional.empty(),
                rocket.identity(),
                rocket.problems().stream()
                        .map(problem -> SETTINGS + ":" + problem.line() + ": " + problem.text())
                        .toList());
    }
}
