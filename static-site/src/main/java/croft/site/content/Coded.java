package croft.site.content;

import java.util.List;
import java.util.Map;

/// In which content codings a document is kept besides its plain form.
///
/// @param representations by coding; often none
/// @param looked the paths whose change can change this; none if nothing can
public record Coded(Map<Coding, Representation> representations, List<SitePath> looked) {
    public static final Coded NONE = new Coded(Map.of(), List.of());

    public Coded {
        representations = Map.copyOf(representations);
        looked = List.copyOf(looked);
    }
}
