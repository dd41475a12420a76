package croft.chat.mattermost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/// What a server is, by what it says of itself.
class EditionTest {
    @Test
    void theTeamEditionHidesNothing() throws Exception {
        Edition edition = edition("11.10.0", "false", "{\"IsLicensed\":\"false\"}");
        assertThat(edition.name()).isEqualTo("Mattermost 11.10.0 (Team Edition)");
        assertThat(edition.warnings()).isEmpty();
    }

    @Test
    void entryHidesWhatIsOldWhateverItCallsItself() throws Exception {
        for (String licence :
                new String[] {
                    "{\"IsLicensed\":\"false\"}",
                    "{\"IsLicensed\":\"true\",\"SkuShortName\":\"entry\"}"
                }) {
            assertThat(edition("11.10.0", "true", licence).warnings())
                    .singleElement()
                    .asString()
                    .contains("10,000");
        }
        assertThat(
                        edition(
                                        "11.10.0",
                                        "true",
                                        "{\"IsLicensed\":\"true\",\"SkuShortName\":\"professional\"}")
                                .warnings())
                .isEmpty();
    }

    @Test
    void versionsAreComparedAsNumbers() throws Exception {
        Edition edition = edition("11.9.2", "false", "{}");
        assertThat(edition.isFrom(11, 10)).isFalse();
        assertThat(edition.isFrom(11, 9)).isTrue();
        assertThat(edition("12.0.0", "false", "{}").isFrom(11, 10)).isTrue();
        assertThat(edition("", "false", "{}").isFrom(11, 0)).isFalse();
        assertThat(edition("10.11.4", "false", "{}").warnings())
                .singleElement()
                .asString()
                .contains("10.11.4");
    }

    private static Edition edition(String version, String enterprise, String licence)
            throws IOException {
        return Edition.of(
                Json.read(
                        "{\"Version\":\""
                                + version
                                + "\",\"BuildEnterpriseReady\":\""
                                + enterprise
                                + "\"}"),
                Json.read(licence));
    }
}
