package croft.wiki.code;

/// A difference of two files, as `diff -u` and git write it.
final class Diff implements Colouring {
    @Override
    public void line(String line, Spans out) {
        out.add(ink(line), line);
    }

    private static Ink ink(String line) {
        if (line.startsWith("+++ ") || line.startsWith("--- ") || line.startsWith("@@")) {
            return Ink.DIRECTIVE;
        }
        if (line.startsWith("diff ") || line.startsWith("index ")) {
            return Ink.COMMENT;
        }
        if (line.startsWith("+") || line.startsWith(">")) {
            return Ink.ADDED;
        }
        if (line.startsWith("-") || line.startsWith("<")) {
            return Ink.REMOVED;
        }
        return Ink.PLAIN;
    }
}
