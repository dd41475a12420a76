package croft.wiki.search;

import croft.platform.journal.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which text search configuration of PostgreSQL a language has. It stems words and drops those
/// that say nothing.
final class Stemming {
    /// Splits and keeps every word as it is.
    static final String NONE = "simple";

    /// The languages that PostgreSQL 18 stems, by the first part of their tag.
    private static final Map<String, String> CONFIGURATIONS =
            Map.ofEntries(
                    Map.entry("ar", "arabic"),
                    Map.entry("ca", "catalan"),
                    Map.entry("da", "danish"),
                    Map.entry("de", "german"),
                    Map.entry("el", "greek"),
                    Map.entry("en", "english"),
                    Map.entry("es", "spanish"),
                    Map.entry("et", "estonian"),
                    Map.entry("eu", "basque"),
                    Map.entry("fi", "finnish"),
                    Map.entry("fr", "french"),
                    Map.entry("ga", "irish"),
                    Map.entry("hi", "hindi"),
                    Map.entry("hu", "hungarian"),
                    Map.entry("hy", "armenian"),
                    Map.entry("id", "indonesian"),
                    Map.entry("it", "italian"),
                    Map.entry("lt", "lithuanian"),
                    Map.entry("nb", "norwegian"),
                    Map.entry("ne", "nepali"),
                    Map.entry("nl", "dutch"),
                    Map.entry("nn", "norwegian"),
                    Map.entry("no", "norwegian"),
                    Map.entry("pt", "portuguese"),
                    Map.entry("ro", "romanian"),
                    Map.entry("ru", "russian"),
                    Map.entry("sr", "serbian"),
                    Map.entry("sv", "swedish"),
                    Map.entry("ta", "tamil"),
                    Map.entry("tr", "turkish"),
                    Map.entry("yi", "yiddish"));

    /// What this server has; older ones have fewer.
    private volatile @Nullable Set<String> there;

    /// The configuration for a language.
    ///
    /// @param language a tag (BCP 47), or anything
    String of(String language, Sql sql) throws SQLException {
        String tag = language.strip().toLowerCase(Locale.ROOT);
        String wanted = CONFIGURATIONS.getOrDefault(tag.split("[-_]", 2)[0], NONE);
        return there(sql).contains(wanted) ? wanted : NONE;
    }

    /// The configurations for several languages, each once, in order.
    List<String> of(Stream<String> languages, Sql sql) throws SQLException {
        Set<String> tags = languages.collect(Collectors.toSet());
        Set<String> found = new TreeSet<>();
        for (String tag : tags) {
            found.add(of(tag, sql));
        }
        return List.copyOf(found);
    }

    private Set<String> there(Sql sql) throws SQLException {
        Set<String> known = there;
        if (known == null) {
            known =
                    Set.copyOf(
                            sql.all(
                                    "select cfgname from pg_catalog.pg_ts_config"
                                            + " where cfgnamespace = 'pg_catalog'::regnamespace",
                                    row -> row.text("cfgname")));
            there = known;
        }
        return known;
    }
}
