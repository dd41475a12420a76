package croft.chat.command;

import croft.chat.message.Conversation;
import java.net.URI;
import java.util.Optional;

/// What somebody asks for.
sealed interface Order {
    /// The words of the command, by which rights are given: `site rollback`.
    String words();

    /// Whether it changes something, and so is asked back.
    boolean changes();

    /// The whole of it, as it would be typed.
    default String text() {
        return words();
    }

    /// What there is.
    record Help() implements Order {
        @Override
        public String words() {
            return "help";
        }

        @Override
        public boolean changes() {
            return false;
        }
    }

    /// Projects and what is current of them.
    record SiteList() implements Order {
        @Override
        public String words() {
            return "site list";
        }

        @Override
        public boolean changes() {
            return false;
        }
    }

    /// The release before the current one.
    record SiteRollback(String project) implements Order {
        @Override
        public String words() {
            return "site rollback";
        }

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public String text() {
            return words() + " " + project;
        }
    }

    /// A release is to be current.
    record SitePromote(String project, String release) implements Order {
        @Override
        public String words() {
            return "site promote";
        }

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public String text() {
            return words() + " " + project + " " + release;
        }
    }

    /// How certificates stand.
    record CertStatus(Optional<String> name) implements Order {
        @Override
        public String words() {
            return "cert status";
        }

        @Override
        public boolean changes() {
            return false;
        }

        @Override
        public String text() {
            return words() + name.map(text -> " " + text).orElse("");
        }
    }

    /// A URL is to be asked for anew.
    record CachePurge(URI url) implements Order {
        @Override
        public String words() {
            return "cache purge";
        }

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public String text() {
            return words() + " " + url;
        }
    }

    /// Pages with these words, as everybody may see them.
    record WikiSearch(String query) implements Order {
        @Override
        public String words() {
            return "wiki search";
        }

        @Override
        public boolean changes() {
            return false;
        }

        @Override
        public String text() {
            return words() + " " + query;
        }
    }

    /// How links stand.
    record BridgeStatus() implements Order {
        @Override
        public String words() {
            return "bridge status";
        }

        @Override
        public boolean changes() {
            return false;
        }
    }

    /// Two conversations are to be linked.
    record BridgeLink(Conversation one, Conversation other) implements Order {
        @Override
        public String words() {
            return "bridge link";
        }

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public String text() {
            return words() + " " + one + " " + other;
        }
    }

    /// Two conversations are not to be linked any more.
    record BridgeUnlink(Conversation one, Conversation other) implements Order {
        @Override
        public String words() {
            return "bridge unlink";
        }

        @Override
        public boolean changes() {
            return true;
        }

        @Override
        public String text() {
            return words() + " " + one + " " + other;
        }
    }
}
