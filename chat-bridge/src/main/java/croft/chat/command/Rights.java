package croft.chat.command;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who may order what: `me` everything, `ann: wiki` every command that begins with that word, `ann:
/// site list` one. Nobody else may anything but ask for help.
///
/// Names are those that people log in with. Whoever may rename users at a chat may become anybody
/// there: that is its administrator, and its owner may let everybody.
public record Rights(List<Grant> grants) {
    private static final Pattern FORM =
            Pattern.compile("\\s*@?([a-zA-Z0-9._-]{1,64})\\s*(?::\\s*([a-z]+(?: [a-z]+)?))?\\s*");

    public Rights {
        grants = List.copyOf(grants);
    }

    /// What one person may.
    ///
    /// @param words of commands, or the beginning of them; empty for all
    public record Grant(String user, String words) {}

    /// Reads them as croft.yml has them.
    public static Rights of(List<String> allow) {
        return new Rights(allow.stream().map(Rights::grant).toList());
    }

    private static Grant grant(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "allow: \"" + text + "\" (expected: NAME, or NAME: COMMAND such as ann: wiki)");
        }
        String words = parts.group(2) == null ? "" : parts.group(2);
        if (!words.isEmpty() && Orders.ALL.keySet().stream().noneMatch(c -> begins(c, words))) {
            throw new IllegalArgumentException(
                    "allow: \""
                            + text
                            + "\": there is no command "
                            + words
                            + " (expected: one of "
                            + String.join(", ", Orders.ALL.keySet())
                            + ")");
        }
        return new Grant(parts.group(1).toLowerCase(Locale.ROOT), words);
    }

    boolean allow(String user, String command) {
        return command.equals("help")
                || grants.stream()
                        .anyMatch(grant ->
                                grant.user().equals(user.toLowerCase(Locale.ROOT))
                                        && (grant.words().isEmpty()
                                                || begins(command, grant.words())));
    }

    private static boolean begins(String command, String words) {
        return command.equals(words) || command.startsWith(words + " ");
    }
}
