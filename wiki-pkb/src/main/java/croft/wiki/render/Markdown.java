package croft.wiki.render;

/// The renderers that there are. Making one is not cheap; each serves a wiki for its whole life.
public final class Markdown {
    private Markdown() {}

    /// The renderer of a wiki. Any thread.
    public static Renderer of(Dialect dialect, HtmlPolicy html) {
        return switch (dialect) {
            case STRICT -> new StrictRenderer(html);
            case GARDEN -> new GardenRenderer(html);
        };
    }
}
