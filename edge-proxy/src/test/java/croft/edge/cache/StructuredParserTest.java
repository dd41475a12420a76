package croft.edge.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Structured fields, by the clauses of RFC 9651.
class StructuredParserTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "0 ~ 0",
                "-0 ~ 0",
                "42 ~ 42",
                "-42 ~ -42",
                "007 ~ 7",
                "999999999999999 ~ 999999999999999",
                "1.0 ~ 1.000",
                "-1.125 ~ -1.125",
                "0.5 ~ 0.500",
                "999999999999.9 ~ 999999999999.900",
                "\"\" ~ \"\"",
                "\"a b\" ~ \"a b\"",
                "\"a\\\"b\\\\c\" ~ \"a\\\"b\\\\c\"",
                "token ~ token",
                "*a ~ *a",
                "?1 ~ ?1",
                "?0 ~ ?0",
                ":: ~ ::",
                ":aGVsbG8=: ~ :aGVsbG8=:",
                "@1659578233 ~ @1659578233",
                "@-1 ~ @-1",
                "%\"f%c3%bcr\" ~ %\"f%c3%bcr\"",
                "1;a ~ 1;a=?1",
                "1;a=2;  b=c ~ 1;a=2;b=c",
                "1;a=1;a=2 ~ 1;a=2"
            })
    void readsAnItem(String text, String shown) {
        assertThat(StructuredParser.item(List.of(text)).map(Serialized::member)).contains(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--1",
                "+1",
                "1000000000000000",
                "1.",
                ".1",
                "1.2345",
                "1000000000000.0",
                "1e3",
                "0x1",
                "1 2",
                "1,2",
                "\"",
                "\"a",
                "\"a\\b\"",
                "\"a\\",
                "\"\u00e4\"",
                "\"\t\"",
                "'a'",
                "?",
                "?2",
                "?true",
                ":",
                ":a",
                ":a!:",
                "@",
                "@1.5",
                "%",
                "%\"",
                "%\"%C3%BC\"",
                "%\"%c3\"",
                "%\"%g0\"",
                "1;",
                "1;A",
                "1;a=",
                "1 ;a",
                "(1)",
                "&",
                "\u0000"
            })
    void takesNothingElseForAnItem(String text) {
        assertThat(StructuredParser.item(List.of(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            nullValues = "-",
            value = {
                "'' ~ ''",
                "a ~ a",
                "a,b ~ a|b",
                "a ,\t b ~ a|b",
                "(a b);c ~ (a b);c=?1",
                "() ~ ()",
                "(  a   b  ),c ~ (a b)|c",
                "a, ~ -",
                ",a ~ -",
                "a,,b ~ -",
                "a b ~ -",
                "(a ~ -",
                "(a,b) ~ -",
                "(a\tb) ~ -",
                "((a)) ~ -",
                "(a)(b) ~ -",
                "(\"a\"\"b\") ~ -"
            })
    void readsAList(String text, @Nullable String shown) {
        assertThat(
                        StructuredParser.list(List.of(text))
                                .map(members ->
                                        members.stream()
                                                .map(Serialized::member)
                                                .collect(Collectors.joining("|")))
                                .orElse(null))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            nullValues = "-",
            value = {
                "'' ~ ''",
                "a ~ a=?1",
                "a;b=1 ~ a=?1;b=1",
                "a=1, b=\"x\", c=(1 2) ~ a=1|b=\"x\"|c=(1 2)",
                "a=1,a=2 ~ a=2",
                "a=?0 ~ a=?0",
                "*a.b-c_d=1 ~ *a.b-c_d=1",
                "a= ~ -",
                "a=1, ~ -",
                "a =1 ~ -",
                "a= 1 ~ -",
                "A=1 ~ -",
                "1=1 ~ -",
                "a=1 b=2 ~ -"
            })
    void readsADictionary(String text, @Nullable String shown) {
        assertThat(
                        StructuredParser.dictionary(List.of(text))
                                .map(members ->
                                        members.entrySet().stream()
                                                .map(entry ->
                                                        entry.getKey()
                                                                + "="
                                                                + Serialized.member(
                                                                        entry.getValue()))
                                                .collect(Collectors.joining("|")))
                                .orElse(null))
                .isEqualTo(shown);
    }

    @Test
    void readsWhatIsForDisplayAsItsText() {
        assertThat(StructuredParser.item(List.of("%\"f%c3%bcr\"")))
                .contains(new Structured.Item(new Structured.Display("für"), Map.of()));
    }

    @Test
    void readsATokenWithEverythingThatMayBeInOne() {
        assertThat(StructuredParser.item(List.of("a/b:c!#$%&'*+-.^_`|~9")))
                .contains(
                        new Structured.Item(
                                new Structured.Token("a/b:c!#$%&'*+-.^_`|~9"), Map.of()));
    }

    @Test
    void readsSeveralLinesAsOne() {
        assertThat(StructuredParser.list(List.of("a", "b;c"))).isPresent();
        assertThat(StructuredParser.list(List.of("\"a", "b\""))).isPresent();
        assertThat(StructuredParser.list(List.of("(a", "b)"))).isEmpty();
        assertThat(StructuredParser.list(List.of("a", ""))).isEmpty();
    }

    @Test
    void quotesWhatAStringMayHoldAndNothingElse() {
        assertThat(Structured.quoted("a\"b\\c\u00e4\n")).isEqualTo("\"a\\\"b\\\\c??\"");
        assertThat(StructuredParser.item(List.of(Structured.quoted("a\"b\\c\u00e4\n"))))
                .hasValueSatisfying(item ->
                        assertThat(item.value()).isEqualTo(new Structured.Text("a\"b\\c??")));
    }
}
