package croft.wiki.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Program text as HTML.
class CodeColoursTest {
    /// One name of each language that is known.
    static final List<String> LANGUAGES =
            Arrays.asList(
                    ("actionscript asm asm6502 awk bash bat bbcode c caddyfile clojure cmake console"
                                    + " cpp csharp css csv d dart delphi diff dockerfile dtd elixir"
                                    + " env erlang fortran gdscript go graphql groovy handlebars"
                                    + " haskell hcl hosts htaccess html http ini java javascript jq"
                                    + " json jsonc jsp julia kotlin latex less lisp lua makefile"
                                    + " markdown matlab mxml nginx nim nix nsis objc ocaml perl php"
                                    + " powershell properties proto python r ruby rust sas scala"
                                    + " solidity sql swift tcl toml typescript vb vhdl vim xml yaml"
                                    + " zig")
                            .split(" ", -1));

    @ParameterizedTest
    @MethodSource
    void tellsWordsApart(String language, String code, String html) {
        assertThat(CodeColours.html(language, code)).contains(html);
    }

    static Stream<Arguments> tellsWordsApart() throws IOException {
        return samples().map(it -> Arguments.of(it[0], it[1], it[2]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "js",
                "JS",
                "JavaScript",
                " js ",
                "js {1,3-5}",
                "js{1}",
                "js,ignore",
                "js:a.js",
                "{.js}",
                "{.js .numbered}",
                ".js",
                "jsx",
                "mjs",
                "node"
            })
    void knowsALanguageByTheNamesThatPeopleWrite(String name) {
        assertThat(CodeColours.html(name, "let a")).contains("<span class=\"k\">let</span> a");
    }

    @Test
    void knowsTheNamesThatPeopleWriteMost() {
        for (String name :
                ("ts tsx rs py py3 sh zsh shell console yml yaml dockerfile docker toml ini conf"
                                + " systemd env json jsonc json5 jsonl html xml svg css scss less"
                                + " sql psql postgres mysql sqlite c h c++ cc hpp c# cs java kt"
                                + " kts groovy gradle scala go golang rb php pl lua r jl hs ex exs"
                                + " erl clj lisp elisp scheme swift objc dart zig nim nix tf hcl"
                                + " graphql proto make cmake nginx caddy apache diff patch md"
                                + " markdown tex latex bat cmd ps1 pwsh powershell vim awk jq http"
                                + " csv properties vb pascal fortran asm fish vue svelte ocaml ml"
                                + " fsharp matlab sol gdscript")
                        .split(" ", -1)) {
            assertThat(CodeColours.html(name, "x")).as(name).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "text", "plain", "nothing", "{", "java\u0000", "\uD800", "Ja va"})
    void leavesToItsCallerWhatItDoesNotKnow(String name) {
        assertThat(CodeColours.html(name, "int x = 1;")).isEmpty();
    }

    @Test
    void keepsEveryCharacterInEveryLanguage() throws IOException {
        List<String> texts = samples().map(it -> it[1]).toList();
        for (String language : LANGUAGES) {
            for (String text : texts) {
                assertThat(text(language, text)).as(language).isEqualTo(text);
            }
        }
    }

    /// Pieces of programs in every order.
    @Test
    void keepsEveryCharacterOfAnyPieces() throws IOException {
        String[] pieces =
                samples()
                        .flatMap(it -> Arrays.stream(it[1].split("(?<=[\\s(){}\"'])", -1)))
                        .toArray(String[]::new);
        Random random = new Random(20261123);
        for (String language : LANGUAGES) {
            for (int i = 0; i < 40; i++) {
                String text =
                        IntStream.range(0, 60)
                                .mapToObj(_ -> pieces[random.nextInt(pieces.length)])
                                .collect(Collectors.joining());
                assertThat(text(language, text)).as(language).isEqualTo(text);
            }
        }
    }

    @Test
    void coloursNothingInLinesAndTextsThatNobodyWrote() {
        String line = "int x; ".repeat(600);
        assertThat(CodeColours.html("java", line)).contains(line);
        String text = "int x;\n".repeat(80_000);
        String html = CodeColours.html("java", text).orElseThrow();
        assertThat(html).startsWith("<span class=\"t\">int</span> x;\n").endsWith("\nint x;\n");
        assertThat(Parser.unescapeEntities(html.replaceAll("<[^>]*>", ""), false)).isEqualTo(text);
    }

    @Test
    void coloursTheSameOnManyThreads() throws IOException {
        List<String[]> samples = samples().toList();
        assertThat(
                        IntStream.range(0, 2_000)
                                .parallel()
                                .mapToObj(i -> samples.get(i % samples.size()))
                                .filter(it ->
                                        !CodeColours.html(it[0], it[1]).orElse("").equals(it[2]))
                                .count())
                .isZero();
    }

    @Test
    void endsSoonForHostileInput() {
        Assertions.assertTimeout(
                Duration.ofSeconds(30),
                () -> {
                    for (String language : LANGUAGES) {
                        for (String piece : HOSTILE) {
                            long started = System.nanoTime();
                            String line = piece.repeat(CodeColours.LONGEST_LINE / piece.length());
                            String text = (line + "\n").repeat(4) + line.replace("\n", " ");
                            CodeColours.html(language, text);
                            assertThat(Duration.ofNanos(System.nanoTime() - started))
                                    .as("%s: %s", language, piece)
                                    .isLessThan(Duration.ofSeconds(1));
                        }
                    }
                });
    }

    private static final List<String> HOSTILE =
            List.of(
                    "\"",
                    "'",
                    "`",
                    "\\",
                    "\"\\",
                    "'\\",
                    "/*",
                    "*/",
                    "//",
                    "/",
                    "#",
                    "<",
                    "<!--",
                    "<a b=\"",
                    "<a ",
                    "</",
                    "${",
                    "#{",
                    "{{",
                    "(",
                    ")",
                    "[",
                    "{",
                    "\n",
                    "\r\n",
                    "\t",
                    " ",
                    "a",
                    "A1_",
                    "0x",
                    "1.",
                    "1e",
                    "-",
                    "--",
                    "|",
                    ">",
                    "@",
                    "&",
                    "&a;",
                    "%",
                    "$",
                    ":",
                    "a: ",
                    "- ",
                    "\"\"\"",
                    "'''",
                    "''",
                    "<<EOF\n",
                    "=begin\n",
                    "q{",
                    "<?php ",
                    "<script>",
                    "<style>",
                    "http://",
                    "www.a",
                    "/a",
                    "\u0000",
                    "\uD800",
                    "é",
                    "字",
                    "😀",
                    "\u2028",
                    "!x ",
                    "|\n  ",
                    "[[",
                    "--[[",
                    "(*",
                    "{-",
                    "#|",
                    "/**@",
                    "<%",
                    "*",
                    "_",
                    "~~~",
                    "```\n",
                    "**a",
                    "![a](",
                    "R\"(",
                    "$@\"",
                    "\\begin{",
                    "a=");

    private static String text(String language, String code) {
        String html = CodeColours.html(language, code).orElseThrow();
        return Parser.unescapeEntities(html.replaceAll("</?span[^>]*>", ""), false);
    }

    /// Language, text and HTML.
    private static Stream<String[]> samples() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        CodeColoursTest.class.getResourceAsStream("colours.txt"), "colours.txt")) {
            return Arrays.stream(
                            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                                    .split("(?m)^== ", -1))
                    .skip(1)
                    .map(block -> block.split("\n--\n", 2))
                    .map(halves -> {
                        String[] head = halves[0].split("\n", 2);
                        return new String[] {head[0], head[1], halves[1].stripTrailing()};
                    });
        }
    }
}
