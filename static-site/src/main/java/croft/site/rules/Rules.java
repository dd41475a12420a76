package croft.site.rules;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rules of one site, as its files `_redirects` and `_headers` give them. Immutable; every
/// thread may ask.
public final class Rules {
    /// Longer files are not read to their end, in characters.
    public static final int LONGEST_FILE = 1 << 20;

    /// A site without rule files.
    public static final Rules NONE =
            read(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());

    private final Evidence evidence;
    private final RedirectTable redirects;
    private final HeaderTable headers;
    private final List<Problem> problems;

    private Rules(
            Evidence evidence,
            RedirectTable redirects,
            HeaderTable headers,
            List<Problem> problems) {
        this.evidence = evidence;
        this.redirects = redirects;
        this.headers = headers;
        this.problems = List.copyOf(problems);
    }

    /// Never fails: what is wrong is among the problems, and the rest is in force.
    ///
    /// @param redirects content of `_redirects`, if the site has it
    /// @param headers content of `_headers`, if the site has it
    /// @param declared the dialect, if the operator says
    /// @param permitted where rules may forward requests to
    public static Rules read(
            Optional<String> redirects,
            Optional<String> headers,
            Optional<Dialect> declared,
            Set<WebOrigin> permitted) {
        Problems inRedirects = new Problems("_redirects");
        Problems inHeaders = new Problems("_headers");
        List<RuleLine> redirectLines = lines(redirects.orElse(""), inRedirects);
        List<RuleLine> headerLines = lines(headers.orElse(""), inHeaders);
        Evidence evidence =
                declared.map(dialect -> new Evidence(dialect, "declared"))
                        .orElseGet(() -> Evidence.of(redirectLines, headerLines));
        RedirectTable redirectTable =
                RedirectsFile.read(redirectLines, evidence.dialect(), permitted, inRedirects);
        boolean cut = !inHeaders.all().isEmpty();
        HeaderTable headerTable =
                HeadersFile.read(
                        headerLines,
                        evidence.dialect(),
                        cut && HeadersFile.asksForPasswords(headers.orElse("")),
                        inHeaders);
        List<Problem> problems = new ArrayList<>(inRedirects.all());
        problems.addAll(inHeaders.all());
        return new Rules(evidence, redirectTable, headerTable, problems);
    }

    private static List<RuleLine> lines(String text, Problems problems) {
        if (text.length() <= LONGEST_FILE) {
            return RuleLine.of(text, problems);
        }
        problems.refuse(
                1,
                1,
                "a file of " + text.length() + " characters, not read to its end",
                "at most " + LONGEST_FILE);
        return RuleLine.of(text.substring(0, LONGEST_FILE), problems);
    }

    public Dialect dialect() {
        return evidence.dialect();
    }

    /// Why it is that dialect, for people: `_redirects:3 has a condition, which only Netlify
    /// knows`.
    public String reason() {
        return evidence.reason();
    }

    /// What is wrong, in the order of the lines, `_redirects` first.
    public List<Problem> problems() {
        return problems;
    }

    /// Pages of this site to which rules lead, as far as that is the same page for everybody.
    public List<RuleTarget> targets() {
        return redirects.targets();
    }

    /// Whether no rule is in force.
    public boolean isEmpty() {
        return redirects.isEmpty() && headers.isEmpty() && headers.closed().isEmpty();
    }

    /// What becomes of a request.
    ///
    /// @throws IOException as the lookup's presence throws it
    public Ruled redirect(Lookup lookup) throws IOException {
        Ruled ruled =
                headers.closed().include(lookup.path())
                        ? new Ruled(new Ruling.Closed(), false, false)
                        : redirects.rule(lookup);
        return ruled.ruling() instanceof Ruling.Rewrite(String path, int _)
                        && headers.closed().include(path)
                ? new Ruled(new Ruling.Closed(), ruled.byLanguage(), ruled.byQuery())
                : ruled;
    }

    /// How the fields of an answer change.
    ///
    /// @param host without port, in lower case
    /// @param path as it stood in the request, undecoded, without its query
    public List<HeaderChange> headers(String host, String path) {
        return headers.changes(host, path);
    }
}
