package croft.site.publish;

import croft.platform.declaration.ProjectName;
import croft.site.release.Promotion;
import croft.site.release.Release;
import croft.site.release.Standing;
import croft.site.release.Terms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kept releases of a project as JSON, newest first.
final class Listing {
    private Listing() {}

    static String json(ProjectName project, Standing standing, Terms terms, Urls urls) {
        List<Object> releases = new ArrayList<>();
        for (Release release : standing.releases()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("release", release.label().text());
            json.put("current", standing.isCurrent(release));
            json.put("made", release.made());
            json.put("by", release.by());
            json.put("files", release.files());
            json.put("octets", release.octets());
            json.put("note", release.note());
            json.put("preview", terms.previewHost(release.label()).map(urls::of));
            releases.add(json);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("project", project.value());
        Optional<Promotion> current = standing.current();
        json.put("current", current.map(c -> c.label().text()));
        json.put("since", current.map(Promotion::at));
        json.put("releases", releases);
        return Json.write(json);
    }
}
