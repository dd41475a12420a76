package croft.wiki.render;

import croft.wiki.page.Page;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/// `<recently-changed-list></recently-changed-list>` in a page: the pages that changed last, as pkb
/// lists them.
final class Recents {
    static final String ELEMENT = "recently-changed-list";

    private static final int COUNT = 5;
    private static final Pattern TAG =
            Pattern.compile("<" + ELEMENT + "[\\s/>]", Pattern.CASE_INSENSITIVE);
    private static final DateTimeFormatter READABLE =
            DateTimeFormatter.ofPattern("dd MMMM uuuu, hh:mm a 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Recents() {}

    static boolean areIn(String html) {
        return TAG.matcher(html).find();
    }

    /// Puts the list where its element stands; a paragraph around it goes, with all that it has.
    static void fill(Element content, Surroundings around) {
        for (Element place : content.select(ELEMENT)) {
            if (place.parent() == null) {
                continue;
            }
            Element parent = place.parent();
            Element whole = parent.normalName().equals("p") ? parent : place;
            if (whole.parent() != null) {
                whole.replaceWith(list(around));
            }
        }
    }

    private static Element list(Surroundings around) {
        Element list = new Element("ul");
        for (Page page : around.recent(COUNT)) {
            String exact = page.modified().truncatedTo(ChronoUnit.SECONDS).toString();
            Element item = list.appendElement("li");
            item.appendElement("a").attr("href", page.address().text()).text(page.title());
            item.appendElement("span")
                    .addClass("smaller-font")
                    .addClass("lighten")
                    .text(" updated ")
                    .appendElement("abbr")
                    .attr("title", exact)
                    .text(READABLE.format(page.modified()));
        }
        return list;
    }
}
