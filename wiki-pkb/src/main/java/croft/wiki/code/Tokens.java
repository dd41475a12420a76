package croft.wiki.code;

import javax.swing.text.Segment;
import org.fife.ui.rsyntaxtextarea.Token;
import org.fife.ui.rsyntaxtextarea.TokenMaker;
import org.fife.ui.rsyntaxtextarea.TokenTypes;
import org.fife.ui.rsyntaxtextarea.modes.*;
import org.jspecify.annotations.Nullable;

/// A language that RSyntaxTextArea knows. Of that library only the scanners are used; they draw
/// nothing, and no toolkit is started for them.
///
/// Each has tables of 0.1 to 4 MB, which stay once a page had the language: 3 MB for a wiki of the
/// usual ten, 19 MB for all.
final class Tokens implements Colouring {
    private final TokenMaker scanner;
    private final boolean names;
    private int state = TokenTypes.NULL;

    /// @param names whether names tell by their spelling what they name: `Capital` a type, `call(`
    ///   a function
    Tokens(TokenMaker scanner, boolean names) {
        this.scanner = scanner;
        this.names = names;
    }

    /// The language of a name, aliases included.
    static @Nullable Tokens of(String name) {
        return switch (name) {
            case "actionscript", "as3" -> named(new ActionScriptTokenMaker());
            case "asm", "nasm", "x86asm", "assembly", "assembler" ->
                    plain(new AssemblerX86TokenMaker());
            case "asm6502", "6502" -> plain(new Assembler6502TokenMaker());
            case "bash", "sh", "shell", "zsh", "ksh", "fish", "bats", "ash", "dash" ->
                    plain(new UnixShellTokenMaker());
            case "bat", "batch", "cmd", "dos", "dosbatch" -> plain(new WindowsBatchTokenMaker());
            case "bbcode" -> plain(new BBCodeTokenMaker());
            case "c", "h" -> named(new CTokenMaker());
            case "clojure", "clj", "cljs", "cljc", "edn" -> plain(new ClojureTokenMaker());
            case "cpp", "c++", "cc", "cxx", "hpp", "hh", "hxx", "arduino", "ino" ->
                    named(new CPlusPlusTokenMaker());
            case "csharp", "c#", "cs" -> named(new CSharpTokenMaker());
            case "css" -> plain(new CSSTokenMaker());
            case "csv" -> plain(new CsvTokenMaker());
            case "d", "dlang" -> named(new DTokenMaker());
            case "dart" -> named(new DartTokenMaker());
            case "delphi", "pascal", "pas", "objectpascal" -> plain(new DelphiTokenMaker());
            case "dockerfile", "docker", "containerfile" -> plain(new DockerTokenMaker());
            case "dtd" -> plain(new DtdTokenMaker());
            case "env", "dotenv" -> plain(new EnvTokenMaker());
            case "fortran", "f77", "f90", "f95" -> plain(new FortranTokenMaker());
            case "go", "golang" -> named(new GoTokenMaker());
            case "groovy", "gradle", "jenkinsfile" -> named(new GroovyTokenMaker());
            case "handlebars", "hbs", "mustache" -> plain(new HandlebarsTokenMaker());
            case "hosts" -> plain(new HostsTokenMaker());
            case "htaccess", "apache", "apacheconf" -> plain(new HtaccessTokenMaker());
            case "html", "htm", "xhtml", "vue", "svelte" -> plain(new HTMLTokenMaker());
            case "ini", "cfg", "conf", "systemd", "desktop", "editorconfig", "gitconfig" ->
                    plain(new IniTokenMaker());
            case "java", "jsh", "jshell" -> named(new JavaTokenMaker());
            case "javascript", "js", "mjs", "cjs", "jsx", "node", "ecmascript" ->
                    named(new JavaScriptTokenMaker());
            case "json", "geojson", "webmanifest", "ipynb", "jsonl", "ndjson" ->
                    plain(new JsonTokenMaker());
            case "jsonc", "json5" -> plain(new JshintrcTokenMaker());
            case "jsp" -> plain(new JSPTokenMaker());
            case "kotlin", "kt", "kts" -> named(new KotlinTokenMaker());
            case "latex", "tex", "bibtex" -> plain(new LatexTokenMaker());
            case "less", "scss", "sass" -> plain(new LessTokenMaker());
            case "lisp",
                    "cl",
                    "commonlisp",
                    "common-lisp",
                    "elisp",
                    "emacs-lisp",
                    "scheme",
                    "scm",
                    "racket" ->
                    plain(new LispTokenMaker());
            case "lua" -> named(new LuaTokenMaker());
            case "makefile", "make", "mk", "gnumakefile" -> plain(new MakefileTokenMaker());
            case "markdown", "md", "mdx" -> plain(new MarkdownTokenMaker());
            case "mxml" -> plain(new MxmlTokenMaker());
            case "nsis" -> plain(new NSISTokenMaker());
            case "perl", "pl", "pm" -> plain(new PerlTokenMaker());
            case "php" -> plain(new PHPTokenMaker());
            case "powershell", "posh", "ps1", "pwsh" -> plain(new PowerShellTokenMaker());
            case "properties" -> plain(new PropertiesFileTokenMaker());
            case "proto", "protobuf" -> named(new ProtoTokenMaker());
            case "python", "py", "python3", "py3", "pyi", "starlark", "bazel" ->
                    named(new PythonTokenMaker());
            case "ruby", "rb", "rake", "gemfile", "vagrantfile" -> plain(new RubyTokenMaker());
            case "rust", "rs" -> named(new RustTokenMaker());
            case "sas" -> plain(new SASTokenMaker());
            case "scala", "sc", "sbt" -> named(new ScalaTokenMaker());
            case "sql",
                    "postgresql",
                    "postgres",
                    "pgsql",
                    "plpgsql",
                    "psql",
                    "mysql",
                    "mariadb",
                    "sqlite",
                    "tsql" ->
                    plain(new SQLTokenMaker());
            case "tcl" -> plain(new TclTokenMaker());
            case "typescript", "ts", "tsx", "mts", "cts" -> named(new TypeScriptTokenMaker());
            case "vb", "vbnet", "vb.net", "visualbasic", "basic" ->
                    plain(new VisualBasicTokenMaker());
            case "vhdl" -> plain(new VhdlTokenMaker());
            case "xml", "svg", "xsd", "xsl", "xslt", "rss", "atom", "plist", "pom", "mathml" ->
                    plain(new XMLTokenMaker());
            default -> null;
        };
    }

    @Override
    public void line(String line, Spans out) {
        char[] text = line.toCharArray();
        Token token = scanner.getTokenList(new Segment(text, 0, text.length), state, 0);
        while (token != null) {
            Token next = token.getNextToken();
            if (token.length() > 0 && token.isPaintable()) {
                out.add(ink(token, text), token.getLexeme());
            }
            if (next == null) {
                // The last token of a line is of no text: it says how the next line begins.
                state = token.getType();
            }
            token = next;
        }
    }

    private Ink ink(Token token, char[] text) {
        int type = token.getType();
        if (!names || (type != TokenTypes.IDENTIFIER && type != TokenTypes.FUNCTION)) {
            return Ink.of(type);
        }
        int end = token.getEndOffset();
        if (end < text.length && text[end] == '(') {
            return Ink.FUNCTION;
        }
        return Names.isCapitalised(token.getLexeme()) ? Ink.TYPE : Ink.PLAIN;
    }

    private static Tokens named(TokenMaker scanner) {
        return new Tokens(scanner, true);
    }

    private static Tokens plain(TokenMaker scanner) {
        return new Tokens(scanner, false);
    }
}
