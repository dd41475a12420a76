package croft.wiki.render;

import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnoteReference;
import org.commonmark.ext.footnotes.InlineFootnote;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/// The words of a piece of a page, without marks: what a reader sees, in one line.
class PlainText extends AbstractVisitor {
    private final StringBuilder words = new StringBuilder();

    static String of(Node node) {
        PlainText text = new PlainText();
        node.accept(text);
        return text.words();
    }

    /// What was collected, with single spaces.
    final String words() {
        return flat(words);
    }

    /// In one line, with single spaces.
    static String flat(CharSequence text) {
        StringBuilder flat = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                gap = true;
            } else {
                if (gap && !flat.isEmpty()) {
                    flat.append(' ');
                }
                gap = false;
                flat.append(c);
            }
        }
        return flat.toString();
    }

    /// How much was collected, white space included.
    final int length() {
        return words.length();
    }

    final String between(int start, int end) {
        return words.substring(start, end);
    }

    final void add(String text) {
        words.append(text);
    }

    /// Sets what follows apart.
    final void gap() {
        if (!words.isEmpty() && !Character.isWhitespace(words.charAt(words.length() - 1))) {
            words.append(' ');
        }
    }

    @Override
    public void visit(Text text) {
        add(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        add(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak line) {
        gap();
    }

    @Override
    public void visit(HardLineBreak line) {
        gap();
    }

    @Override
    public void visit(HtmlInline html) {
        // A tag: no words.
    }

    @Override
    public void visit(HtmlBlock html) {
        gap();
        add(SafeHtml.words(html.getLiteral()));
    }

    @Override
    public void visit(FencedCodeBlock code) {
        gap();
    }

    @Override
    public void visit(IndentedCodeBlock code) {
        gap();
    }

    @Override
    public void visit(CustomNode node) {
        switch (node) {
            case Wikilink link -> add(link.words());
            case HashTag tag -> add("#" + tag.tag());
            case Formula formula -> add(formula.tex());
            case FootnoteReference _ -> {}
            case InlineFootnote _ -> {}
            case TableCell _ -> {
                gap();
                super.visit(node);
            }
            default -> super.visit(node);
        }
    }

    @Override
    public void visit(CustomBlock block) {
        switch (block) {
            case FormulaBlock formula -> {
                gap();
                add(formula.tex());
            }
            case Callout.Title title -> {
                super.visit(block);
                title.standard().ifPresent(this::add);
            }
            case FootnoteDefinition _ -> {}
            default -> super.visit(block);
        }
    }

    @Override
    protected void visitChildren(Node parent) {
        for (Node node = parent.getFirstChild(); node != null; ) {
            Node next = node.getNext();
            if (node instanceof Block) {
                gap();
            }
            node.accept(this);
            node = next;
        }
    }
}
