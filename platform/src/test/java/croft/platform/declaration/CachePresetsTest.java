package croft.platform.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import croft.platform.declaration.CachePolicy.PathRule;
import croft.platform.declaration.CachePolicy.Preset;
import croft.platform.declaration.CachePolicy.Treatment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each preset knows, in the names that real software uses.
class CachePresetsTest {
    @ParameterizedTest
    @CsvSource({
        "STATIC, anything_at_all",
        "APP, _ga",
        "APP, _ga_9XK2",
        "APP, _gid",
        "APP, __utmz",
        "APP, _pk_id.1.ab12",
        "APP, _fbp",
        "APP, _hjSessionUser_12",
        "WIKI, _pk_ses.1.ab12",
        "MATTERMOST, _ga"
    })
    void ignores(Preset preset, String cookie) {
        assertThat(any(CachePolicy.of(preset).ignoredCookies(), cookie)).isTrue();
    }

    /// Above all cookies of sessions, whose names may begin like those of analytics.
    @ParameterizedTest
    @CsvSource({
        "APP, _gallery_session",
        "APP, sid",
        "APP, JSESSIONID",
        "APP, PHPSESSID",
        "APP, theme",
        "WIKI, DokuWiki",
        "WIKI, my_wiki_session",
        "MATTERMOST, MMAUTHTOKEN"
    })
    void doesNotIgnore(Preset preset, String cookie) {
        assertThat(any(CachePolicy.of(preset).ignoredCookies(), cookie)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "WIKI, my_wiki_session",
        "WIKI, enwikiSession",
        "WIKI, my_wikiUserID",
        "WIKI, my_wikiToken",
        "WIKI, DW7fa065a06cb74b536c124cfbe56ac6d3",
        "WIKI, wordpress_logged_in_1b2c",
        "WIKI, wp-postpass_1b2c",
        "WIKI, comment_author_1b2c"
    })
    void bypassesForThoseWhoAreLoggedIn(Preset preset, String cookie) {
        assertThat(any(CachePolicy.of(preset).bypassCookies(), cookie)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "STATIC, sid",
        "APP, sid",
        "WIKI, DokuWiki",
        "WIKI, wordpress_test_cookie",
        "WIKI, _ga",
        "MATTERMOST, _ga",
        "MATTERMOST, MMAUTHTOKEN"
    })
    void doesNotBypassForOthers(Preset preset, String cookie) {
        assertThat(any(CachePolicy.of(preset).bypassCookies(), cookie)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "MATTERMOST, /api/v4/users/me",
        "MATTERMOST, /api/v4/files/abc",
        "MATTERMOST, /plugins/playbooks/api/v0/runs",
        "MATTERMOST, /hooks/abc",
        "MATTERMOST, /team/channels/town-square",
        "MATTERMOST, /",
        "WIKI, /wp-admin/index.php",
        "WIKI, /wp-login.php"
    })
    void keepsNothingOfAPath(Preset preset, String path) {
        assertThat(treatments(preset, path)).startsWith(new Treatment.Never());
    }

    @ParameterizedTest
    @CsvSource({
        "WIKI, /wiki/Main_Page",
        "WIKI, /2026/11/hello/",
        "APP, /api/v1",
        "STATIC, /index.html"
    })
    void leavesAPathToWhatTheSiteSays(Preset preset, String path) {
        assertThat(treatments(preset, path)).isEmpty();
    }

    /// Mattermost names its scripts by their content, and all who are logged in share them.
    @ParameterizedTest
    @ValueSource(strings = {"/static/main.1a2b.js", "/static/plugins/playbooks/main.js"})
    void leavesWhatIsStaticToMattermost(String path) {
        assertThat(treatments(Preset.MATTERMOST, path)).startsWith(new Treatment.AsSaid());
    }

    /// One visitor's campaign must not turn up in another's page.
    @ParameterizedTest
    @EnumSource(Preset.class)
    void noPresetDropsParameters(Preset preset) {
        assertThat(CachePolicy.of(preset).droppedParameters()).isEmpty();
        assertThat(CachePolicy.of(preset).sortedParameters()).isFalse();
    }

    private static boolean any(List<Glob> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(name));
    }

    private static List<Treatment> treatments(Preset preset, String path) {
        return CachePolicy.of(preset).paths().stream()
                .filter(rule -> rule.path().matches(path))
                .map(PathRule::treatment)
                .toList();
    }
}
