package croft.wiki.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                    | false | false",
                "*/*                                                   | false | false",
                "text/markdown                                         | true  | false",
                "TEXT/Markdown; charset=utf-8                          | true  | false",
                "text/html,application/xhtml+xml,*/*;q=0.8             | false | true",
                "text/markdown, text/html;q=0.9                        | true  | false",
                "text/markdown;q=0.5, text/html                        | false | true",
                "text/markdown;q=0                                     | false | false",
                "text/markdown;q=nonsense                              | false | false",
                "text/markdown, text/html                              | true  | false",
                ",;,;q=,                                               | false | false",
            })
    void tellsTheSourceFromThePage(String field, boolean markdown, boolean html) {
        assertThat(Accepted.of(field).wantsMarkdown()).isEqualTo(markdown);
        assertThat(Accepted.of(field).wantsHtml()).isEqualTo(html);
    }
}
