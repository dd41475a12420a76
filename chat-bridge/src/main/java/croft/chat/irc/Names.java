package croft.chat.irc;

import java.util.Locale;

/// Which names of nicks and channels are the same to a server (`CASEMAPPING`).
enum Names {
    /// Scandinavian: `{}|~` are the small letters of `[]\^`. What a server says nothing about.
    RFC1459,
    /// Letters alone.
    ASCII;

    static Names of(String mapping) {
        return mapping.equals("ascii") ? ASCII : RFC1459;
    }

    /// The spelling that all of the same have in common.
    String folded(String name) {
        String small = name.toLowerCase(Locale.ROOT);
        return switch (this) {
            case ASCII -> small;
            case RFC1459 ->
                    small.replace('[', '{').replace(']', '}').replace('\\', '|').replace('^', '~');
        };
    }
}
