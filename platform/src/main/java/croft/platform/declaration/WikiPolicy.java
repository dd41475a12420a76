package croft.platform.declaration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What a wiki is called and how its pages are read. What is empty here, a `Rocket.toml` of pkb's
/// in the wiki's folder may say.
///
/// @param name of the wiki; its host stands in
/// @param tagline a line beside the name
/// @param author who wrote it, for the foot of pages and for feeds
/// @param authorUrl an http or https URL
/// @param since the first year of the copyright
/// @param language of pages that say nothing of it (BCP 47)
/// @param live whether an open page shows a change by itself
/// @param privateFolders patterns of paths from the wiki's folder on: nobody sees what is in there
/// @param unlistedFolders the same: no list names what is in there
public record WikiPolicy(
        Optional<String> name,
        Optional<String> tagline,
        Optional<String> author,
        Optional<String> authorUrl,
        OptionalInt since,
        String language,
        Markdown markdown,
        Html html,
        boolean live,
        List<Glob> privateFolders,
        List<Glob> unlistedFolders,
        Watch watch) {
    /// What holds where croft.yml says nothing.
    public static final WikiPolicy DEFAULT =
            new WikiPolicy(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    "en",
                    Markdown.DETECTED,
                    Html.SANITIZED,
                    false,
                    List.of(),
                    List.of(),
                    Watch.EVENTS);

    public WikiPolicy {
        privateFolders = List.copyOf(privateFolders);
        unlistedFolders = List.copyOf(unlistedFolders);
    }

    /// Which Markdown the pages are written in.
    public enum Markdown {
        /// Strict in a folder of pkb's, else garden.
        DETECTED,
        /// CommonMark and nothing else, as pkb has it.
        STRICT,
        /// With links by name, tables, footnotes, callouts, formulas and the like.
        GARDEN
    }

    /// What becomes of HTML in pages.
    public enum Html {
        /// It may not do anything: no scripts, no forms, nothing of other sites.
        SANITIZED,
        /// It is passed on as it is.
        TRUSTED
    }

    /// How changes of the folder are noticed.
    public enum Watch {
        /// The system tells of them; looks at the whole are rare.
        EVENTS,
        /// By looking every second, for folders whose system tells nothing (NFS, SMB, some bind
        /// mounts).
        POLL
    }
}
