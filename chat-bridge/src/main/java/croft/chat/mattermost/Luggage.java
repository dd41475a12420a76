package croft.chat.mattermost;

import croft.chat.message.Attachment;
import croft.chat.relay.Files;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The files of a post, streamed from the network that has them: at no time is more of one in
/// memory than a buffer. A file that can never be brought is named in the text instead.
///
/// @param ids of those that were brought
/// @param notes of those that were not
record Luggage(List<String> ids, List<String> notes) {
    static final Luggage NONE = new Luggage(List.of(), List.of());

    Luggage {
        ids = List.copyOf(ids);
        notes = List.copyOf(notes);
    }

    /// Brings files into a channel.
    ///
    /// @param most octets of a file that the server takes; 0 if it does not say
    /// @throws IOException if a file cannot be read now
    static Luggage bring(List<Attachment> files, Files source, Client to, String channel, long most)
            throws Trouble, IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Attachment file : files) {
            if (most > 0 && file.octets() > most) {
                notes.add(note(file, "larger than this server takes"));
                continue;
            }
            try {
                ids.add(bring(file, source, to, channel, most > 0 ? most : Long.MAX_VALUE));
            } catch (NoSuchFileException _) {
                notes.add(note(file, "no longer there"));
            } catch (Trouble e) {
                if (!e.isTooLarge()) {
                    throw e;
                }
                notes.add(note(file, "larger than this server takes"));
            }
        }
        return new Luggage(ids, notes);
    }

    private static String bring(Attachment file, Files source, Client to, String channel, long most)
            throws Trouble, IOException, InterruptedException {
        try (InputStream in = source.open(file);
                Uploading uploading = new Uploading(in, most)) {
            BodyPublisher octets = BodyPublishers.ofInputStream(() -> uploading);
            if (file.octets() > 0) {
                octets = BodyPublishers.fromPublisher(octets, file.octets());
            }
            try {
                return to.upload(channel, file.name(), type(file), octets, uploading::octets);
            } catch (Trouble e) {
                if (uploading.hasFailed()) {
                    throw new IOException(
                            "a file cannot be read from where it was said: " + e.why(), e);
                }
                throw e;
            }
        }
    }

    private static String type(Attachment file) {
        return file.mediaType().matches("[\\w.+-]{1,60}/[\\w.+-]{1,80}")
                ? file.mediaType()
                : "application/octet-stream";
    }

    private static String note(Attachment file, String why) {
        String name = file.name().replaceAll("[`\\s]+", " ");
        return "*(`"
                + name
                + "`"
                + (file.octets() > 0 ? ", " + size(file.octets()) : "")
                + ": "
                + why
                + ")*";
    }

    private static String size(long octets) {
        if (octets < 1 << 20) {
            return Math.max(1, octets >> 10) + " KiB";
        }
        return String.format(Locale.ROOT, "%.1f MiB", octets / (double) (1 << 20));
    }
}
