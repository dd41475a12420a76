package croft.site.rules;

/// What the rules say about one request.
public sealed interface Ruling {
    /// Nothing: the site's files answer.
    record None() implements Ruling {}

    /// The visitor is sent elsewhere.
    ///
    /// @param status 301, 302, 303, 307 or 308
    /// @param location an absolute path with query and fragment, or a URL of another host
    record Redirect(int status, String location) implements Ruling {}

    /// Another path of this site is shown in place of the one that was asked for.
    ///
    /// @param path absolute, undecoded
    /// @param status 200, or an error that the page explains
    record Rewrite(String path, int status) implements Ruling {}

    /// The request goes to a permitted origin.
    ///
    /// @param target absolute path and query for it
    record Forward(WebOrigin origin, String target) implements Ruling {}

    /// 403: the path was meant to need a password, which nobody asks for here.
    record Closed() implements Ruling {}
}
