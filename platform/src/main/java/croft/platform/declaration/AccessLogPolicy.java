package croft.platform.declaration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What croft.yml says of the edge's access log.
///
/// @param to where its lines go
/// @param format how they look
/// @param addresses how much of a visitor's address is written
/// @param query how much of a query is written
/// @param hidden paths behind which a secret stands, such as `/invite/`; begin and end with a slash
/// @param size for all files of the log together
/// @param keep how long a file is kept after its last line
public record AccessLogPolicy(
        To to,
        Format format,
        Addresses addresses,
        Query query,
        List<String> hidden,
        ByteSize size,
        Duration keep) {
    /// Where lines go.
    public enum To {
        FILE,
        STDOUT,
        NOWHERE;

        /// As croft.yml writes it.
        @Override
        public String toString() {
            return this == NOWHERE ? "none" : name().toLowerCase(Locale.ROOT);
        }
    }

    /// How a line looks.
    public enum Format {
        JSON,
        COMBINED
    }

    /// How much of an address is written.
    public enum Addresses {
        FULL,
        SHORTENED,
        NONE
    }

    /// How much of a query is written.
    public enum Query {
        FULL,
        NAMES,
        NONE
    }

    /// Days of a quiet server, and never a full disk.
    public static final ByteSize DEFAULT_SIZE = ByteSize.ofMebibytes(64);

    /// Long enough to look back at what went wrong over a holiday.
    public static final Duration DEFAULT_KEEP = Duration.ofDays(14);

    /// What an incoming webhook of Mattermost is: whoever knows the rest of such a path may post.
    /// Hidden whatever croft.yml says.
    static final String HOOKS = "/hooks/";

    /// Of a croft.yml that says nothing of it.
    public static final AccessLogPolicy DEFAULT =
            new AccessLogPolicy(
                    To.FILE,
                    Format.JSON,
                    Addresses.SHORTENED,
                    Query.NONE,
                    List.of(),
                    DEFAULT_SIZE,
                    DEFAULT_KEEP);

    public AccessLogPolicy {
        List<String> all = new ArrayList<>(List.of(HOOKS));
        hidden.stream().filter(path -> !path.equals(HOOKS)).forEach(all::add);
        hidden = List.copyOf(all);
    }
}
