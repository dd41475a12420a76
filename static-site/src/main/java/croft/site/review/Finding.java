package croft.site.review;

import croft.site.content.SitePath;

/// One thing that the owner may want to mend.
///
/// @param file in which it is
/// @param line from 1; 0 where it is the file as a whole
/// @param what was found
/// @param more how often the same is found elsewhere
public record Finding(SitePath file, int line, String what, int more) {
    /// What kind of thing it is.
    public enum Kind {
        /// A link to a page of this site that nobody would be shown.
        BROKEN_LINK("broken links"),
        /// A picture, style, script or font that is not there.
        MISSING_ASSET("missing files"),
        /// A link or file that would be found under the same name in other case.
        WRONG_CASE("names in the wrong case"),
        /// A link to a place inside a page that has no such place.
        MISSING_FRAGMENT("missing places in pages"),
        /// Something loaded over http by a page that is served over https.
        MIXED_CONTENT("mixed content"),
        /// Two files whose names differ in case only.
        CASE_CLASH("names that differ in case only"),
        LARGE_FILE("large files"),
        /// A page of which not everything was looked at.
        PARTLY_READ("pages not looked at to their end");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /// `docs/a.html:12: no page answers "b.html" (and 3 more times)`
    @Override
    public String toString() {
        return file.encoded().substring(1)
                + (line == 0 ? "" : ":" + line)
                + ": "
                + what
                + switch (more) {
                    case 0 -> "";
                    case 1 -> " (and once more)";
                    default -> " (and " + more + " more times)";
                };
    }
}
