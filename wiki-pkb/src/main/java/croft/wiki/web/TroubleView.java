package croft.wiki.web;

import java.util.List;

/// A page in place of one that cannot be shown, with ways on.
///
/// @param near pages with a name like the one that was asked for
record TroubleView(int code, String heading, String sentence, List<ListView.Item> near) {
    TroubleView {
        near = List.copyOf(near);
    }
}
