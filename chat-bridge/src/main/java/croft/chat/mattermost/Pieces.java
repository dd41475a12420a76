package croft.chat.mattermost;

import croft.chat.message.Attachment;
import croft.chat.message.Body;
import java.util.ArrayList;
import java.util.List;

/// A message as the posts that it takes: its text, in as many as it needs, and ten files each. The
/// first ten files are with the end of the text.
///
/// @param text of each post; for those that only bring files, the empty text
record Pieces(List<String> text, List<List<Attachment>> files) {
    /// What a post takes.
    static final int MOST_FILES = 10;

    Pieces {
        text = List.copyOf(text);
        files = List.copyOf(files);
    }

    static Pieces of(Body body) {
        List<String> text = new ArrayList<>(LongText.pieces(plain(body.markdown())));
        List<List<Attachment>> files = new ArrayList<>();
        for (int i = 1; i < text.size(); i++) {
            files.add(List.of());
        }
        List<Attachment> all = body.files();
        files.add(all.subList(0, Math.min(MOST_FILES, all.size())));
        for (int from = MOST_FILES; from < all.size(); from += MOST_FILES) {
            text.add("");
            files.add(all.subList(from, Math.min(from + MOST_FILES, all.size())));
        }
        return new Pieces(text, files);
    }

    int count() {
        return text.size();
    }

    /// How many posts bring nothing but files.
    int filesAlone() {
        return Math.max(0, (files.stream().mapToInt(List::size).sum() - 1) / MOST_FILES);
    }

    /// How many posts bring text.
    int texts() {
        return count() - filesAlone();
    }

    /// Whether this piece is the end of the text.
    boolean endsText(int part) {
        return part == texts() - 1;
    }

    /// Without what calls everybody, and without what the server's database does not take (NUL) or
    /// nobody wants (the other control characters).
    static String plain(String text) {
        return Mentions.withoutCalls(
                text.replace("\r\n", "\n").replaceAll("[\\x00-\\x08\\x0B-\\x1F\\x7F]", ""));
    }
}
