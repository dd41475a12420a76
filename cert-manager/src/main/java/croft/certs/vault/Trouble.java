package croft.certs.vault;

/// Why a try failed, for people.
///
/// @param kind one word
/// @param said what happened, in plain words
/// @param remedy what its owner can do
public record Trouble(String kind, String said, String remedy) {
    /// As long as a page shows; an authority's words have no limit of their own.
    private static final int LONGEST = 1000;

    public Trouble {
        said = cut(said);
        remedy = cut(remedy);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
