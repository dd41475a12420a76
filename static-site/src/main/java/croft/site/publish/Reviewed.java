package croft.site.publish;

import java.util.List;

/// What looking through a release showed, as lines for people.
///
/// @param refused whether it must not go out, which its rules then tell
/// @param rules what is wrong in `_redirects` and `_headers`, by line
/// @param findings what the owner may want to mend
record Reviewed(boolean refused, List<String> rules, List<String> findings) {
    Reviewed {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
    }
}
