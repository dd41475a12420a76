package croft.site.serve;

import croft.platform.declaration.HostName;
import croft.platform.declaration.ProjectName;
import croft.platform.declaration.StaticPolicy;
import croft.site.content.PlainFolder;
import croft.site.content.Source;
import croft.site.content.Visibility;
import java.util.function.Function;

/// One static website: what it is called, where its files come from, and how they are served.
public sealed interface ServedSite {
    HostName host();

    StaticPolicy policy();

    /// Where the files for one request come from.
    ///
    /// @param asked the host that the request named, in lower case without port
    Source source(String asked);

    /// Whether search engines are to stay away.
    default boolean isPreview() {
        return switch (this) {
            case OfPreviews _ -> true;
            case OfFolder _, OfReleases _ -> false;
        };
    }

    default Visibility visibility() {
        return Visibility.of(policy());
    }

    /// A folder of the operator's.
    record OfFolder(HostName host, PlainFolder folder, StaticPolicy policy) implements ServedSite {
        @Override
        public Source source(String asked) {
            return folder;
        }
    }

    /// The current release of a project.
    record OfReleases(HostName host, ProjectName project, Source current, StaticPolicy policy)
            implements ServedSite {
        @Override
        public Source source(String asked) {
            return current;
        }
    }

    /// Every release of a project, each at a host of its own.
    ///
    /// @param host with a star, in whose place the label of a release is asked for
    /// @param byLabel where the files of a release come from
    record OfPreviews(
            HostName host,
            ProjectName project,
            Function<String, Source> byLabel,
            StaticPolicy policy)
            implements ServedSite {
        @Override
        public Source source(String asked) {
            return byLabel.apply(asked.substring(0, asked.indexOf('.')));
        }
    }
}
