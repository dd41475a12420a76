package croft.site.store;

import java.util.List;

/// What came of putting a release's files together.
public sealed interface Assembled {
    /// They can be a release.
    ///
    /// @param leftOut how many files were left out because their names hide them from visitors
    /// @param warnings about those of them that should not have been sent
    record Whole(Manifest manifest, int leftOut, List<Finding> warnings) implements Assembled {
        public Whole {
            warnings = List.copyOf(warnings);
        }
    }

    /// They cannot.
    ///
    /// @param findings what was found wrong
    /// @param more how many further findings are not shown
    record Refused(List<Finding> findings, int more) implements Assembled {
        public Refused {
            findings = List.copyOf(findings);
        }
    }
}
