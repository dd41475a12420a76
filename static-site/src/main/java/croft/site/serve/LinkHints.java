package croft.site.serve;

import croft.platform.traffic.EntityTag;
import croft.platform.traffic.Field;
import croft.platform.traffic.MediaType;
import croft.platform.traffic.Octets;
import croft.site.content.Content;
import croft.site.content.Contents;
import croft.site.content.Document;
import croft.site.content.PageLinks;
import croft.site.content.Tree;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The field by which a browser hears, before it has read a page, what the page will need. Each
/// content is read once. Called on virtual threads.
///
/// It goes with the page itself: an interim answer (103) before it would come less than a
/// millisecond earlier, as nothing here is waited for.
final class LinkHints {
    /// Pages remembered.
    private static final int MOST = 512;

    private final Contents contents;
    private final Map<EntityTag, List<String>> known = new LinkedHashMap<>(16, 0.75f, true);

    LinkHints(Contents contents) {
        this.contents = contents;
    }

    /// Empty for what is no page, needs nothing, or is so large that it is not held in memory.
    ///
    /// @throws IOException if it cannot be read
    Optional<Field> of(Tree tree, Document document) throws IOException {
        if (!MediaType.of(document.path().name()).equals(MediaType.HTML)
                || document.plain().size() > Contents.SMALL) {
            return Optional.empty();
        }
        Optional<Content> content = contents.of(tree, document.plain(), false);
        if (content.isEmpty()
                || !(content.get() instanceof Content.Small(Octets octets, EntityTag tag))) {
            return Optional.empty();
        }
        List<String> links = links(tag, octets);
        return links.isEmpty()
                ? Optional.empty()
                : Optional.of(new Field("Link", String.join(", ", links)));
    }

    private List<String> links(EntityTag tag, Octets page) {
        synchronized (known) {
            List<String> before = known.get(tag);
            if (before != null) {
                return before;
            }
        }
        List<String> links = PageLinks.of(page.bytes());
        synchronized (known) {
            known.put(tag, links);
            Iterator<EntityTag> eldest = known.keySet().iterator();
            while (known.size() > MOST) {
                eldest.next();
                eldest.remove();
            }
        }
        return links;
    }
}
