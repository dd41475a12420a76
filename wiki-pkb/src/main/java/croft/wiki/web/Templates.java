package croft.wiki.web;

import croft.platform.traffic.Octets;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.util.Map;

/// The templates, compiled with this package: what is put into them is escaped for where it stands.
final class Templates {
    /// When they were last changed so that readers notice. An answer is not older than that:
    /// whoever asks by date alone would keep the old look.
    static final Instant SINCE = Instant.parse("2026-11-23T00:00:00Z");

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(
                    null, ContentType.Html, null, Templates.class.getPackageName());

    Octets page(Frame frame, PageView page) {
        return render("page.jte", Map.of("frame", frame, "page", page));
    }

    Octets list(Frame frame, ListView list) {
        return render("list.jte", Map.of("frame", frame, "list", list));
    }

    Octets tags(Frame frame, TagsView tags) {
        return render("tags.jte", Map.of("frame", frame, "tags", tags));
    }

    Octets search(Frame frame, FoundView found) {
        return render("search.jte", Map.of("frame", frame, "found", found));
    }

    /// The results alone, to be put into a page that is open.
    Octets results(FoundView found) {
        return render("results.jte", Map.of("found", found));
    }

    Octets trouble(Frame frame, TroubleView trouble) {
        return render("trouble.jte", Map.of("frame", frame, "trouble", trouble));
    }

    private Octets render(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput(16 * 1024);
        engine.render(template, parameters, output);
        return Octets.of(output.toString());
    }
}
