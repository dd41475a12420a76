package croft.wiki.code;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fife.ui.rsyntaxtextarea.modes.UnixShellTokenMaker;

/// What a terminal showed: commands behind their prompts, coloured as a shell's, and what they
/// wrote, plain.
final class Console implements Colouring {
    /// `$ `, `# `, `% `, `> `, `PS C:\> `, `me@host:~/notes$ `, each at the beginning of a line.
    private static final Pattern PROMPT =
            Pattern.compile(
                    "(?:\\[?[\\w.-]{1,64}@[\\w.-]{1,64}[^$#%]{0,200}|PS [^>]{0,200})?[$#%>] ");

    @Override
    public void line(String line, Spans out) {
        Matcher prompt = PROMPT.matcher(line);
        if (!prompt.lookingAt()) {
            out.add(Ink.PLAIN, line);
            return;
        }
        out.add(Ink.DIRECTIVE, prompt.group());
        new Tokens(new UnixShellTokenMaker(), false).line(line.substring(prompt.end()), out);
    }
}
