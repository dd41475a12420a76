package croft.site.rules;

/// Whose reading of `_redirects` and `_headers` a site's files were written for. The two share a
/// grammar and contradict each other in the details: default status, order, whether a file wins.
public enum Dialect {
    NETLIFY("Netlify"),
    CLOUDFLARE("Cloudflare Pages");

    private final String title;

    Dialect(String title) {
        this.title = title;
    }

    @Override
    public String toString() {
        return title;
    }
}
