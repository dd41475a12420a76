package croft.chat.mattermost.paper;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Files by REST: streamed in both directions, at once or in parts.
final class FilesApi {
    private final Settings settings;
    private final Database database;
    private final Rights rights;

    /// Uploads in parts that are not complete. A real server has them in its database.
    private final Map<String, Upload> uploads = new HashMap<>();

    FilesApi(Settings settings, Database database) {
        this.settings = settings;
        this.database = database;
        rights = new Rights(database);
    }

    void addTo(Routes routes) {
        routes.add("POST", "/files", this::upload)
                .add("GET", "/files/{file_id}", this::download)
                .add("GET", "/files/{file_id}/info", this::info)
                .add("POST", "/uploads", this::begin)
                .add("GET", "/uploads/{upload_id}", this::standing)
                .add("POST", "/uploads/{upload_id}", this::go);
    }

    /// As it is, with the name in the query, or in parts of a form.
    private Reply upload(Call call) throws IOException {
        long announced = call.header("content-length").map(Long::parseLong).orElse(-1L);
        if (announced > limit()) {
            throw tooLarge();
        }
        String type = call.header("content-type").orElse("");
        List<StoredFile> stored = new ArrayList<>();
        if (type.startsWith("multipart/form-data")) {
            Multipart form = new Multipart(call.body(), type);
            String channel = call.query("channel_id");
            for (Multipart.@Nullable Part part = form.next(); part != null; part = form.next()) {
                if (part.name().equals("channel_id")) {
                    channel = new String(part.content().readAllBytes(), StandardCharsets.UTF_8);
                } else if (!part.file().isEmpty()) {
                    stored.add(store(call, channel, part.file(), part.content()));
                } else {
                    part.content().transferTo(OutputStream.nullOutputStream());
                }
            }
        } else {
            stored.add(store(call, call.query("channel_id"), call.query("filename"), call.body()));
        }
        return Reply.json(
                201,
                Map.of(
                        "file_infos",
                        stored.stream().map(StoredFile::json).toList(),
                        "client_ids",
                        List.of()));
    }

    private StoredFile store(Call call, String channel, String name, InputStream content)
            throws IOException {
        may(call, channel);
        if (name.isEmpty()) {
            throw Denied.parameter("filename");
        }
        Path path = database.folder.resolve(Id.next());
        try {
            try (OutputStream out = Files.newOutputStream(path)) {
                new Limited(content, limit()).transferTo(out);
            }
            return keep(call.session(), channel, name, path);
        } catch (IOException | Denied e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private StoredFile keep(Session session, String channel, String name, Path path)
            throws IOException {
        String type = URLConnection.guessContentTypeFromName(name);
        StoredFile file =
                new StoredFile(
                        Id.next(),
                        session.user(),
                        "",
                        channel,
                        settings.now(),
                        name,
                        type == null ? "application/octet-stream" : type,
                        Files.size(path),
                        path);
        synchronized (database) {
            database.files.put(file.id(), file);
        }
        return file;
    }

    /// Only members upload, system administrators apart.
    private void may(Call call, String channel) {
        synchronized (database) {
            if (!Id.valid(channel)) {
                throw Denied.parameter("channel_id");
            }
            rights.member(call.session(), database.channelOf(channel), "upload_file");
        }
    }

    private long limit() {
        return settings.number("FileSettings.MaxFileSize");
    }

    private static Denied tooLarge() {
        return new Denied(
                413,
                "api.file.upload_file.too_large_detailed.app_error",
                "Unable to upload file. File is too large.");
    }

    private Reply download(Call call) throws IOException {
        StoredFile file = readable(call);
        InputStream content = Files.newInputStream(file.content());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", file.mediaType());
        headers.put(
                "Content-Disposition",
                "attachment;filename=\""
                        + file.name().replace("\"", "%22")
                        + "\"; filename*=UTF-8''"
                        + URLEncoder.encode(file.name(), StandardCharsets.UTF_8)
                                .replace("+", "%20"));
        return new Reply(200, headers, content, file.size());
    }

    private Reply info(Call call) {
        return Reply.ok(readable(call).json());
    }

    private StoredFile readable(Call call) {
        synchronized (database) {
            StoredFile file = database.files.get(call.id("file_id"));
            if (file == null) {
                throw Denied.notFound(
                        "app.file_info.get.app_error", "Unable to get the file info.");
            }
            if (!file.creator().equals(call.session().user())) {
                rights.read(call.session(), database.channelOf(file.channel()));
            }
            return file;
        }
    }

    private Reply begin(Call call) throws IOException {
        Json body = call.json();
        String channel = body.text("channel_id");
        may(call, channel);
        if (body.number("file_size") > limit()) {
            throw tooLarge();
        }
        String id = Id.next();
        Upload upload =
                new Upload(
                        id,
                        call.session().user(),
                        channel,
                        body.text("filename"),
                        body.number("file_size"),
                        Files.createFile(database.folder.resolve(id)));
        synchronized (uploads) {
            uploads.put(id, upload);
        }
        return Reply.json(201, json(upload));
    }

    private Map<String, Object> json(Upload upload) throws IOException {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", upload.id);
        json.put("type", "attachment");
        json.put("create_at", settings.now());
        json.put("user_id", upload.user);
        json.put("channel_id", upload.channel);
        json.put("filename", upload.name);
        json.put("file_size", upload.size);
        json.put("file_offset", Files.size(upload.content));
        return json;
    }

    private Upload mine(Call call) {
        synchronized (uploads) {
            Upload upload = uploads.get(call.id("upload_id"));
            if (upload == null || !upload.user.equals(call.session().user())) {
                throw Denied.notFound("app.upload.get.app_error", "Failed to get upload.");
            }
            return upload;
        }
    }

    private Reply standing(Call call) throws IOException {
        return Reply.ok(json(mine(call)));
    }

    /// The next part: 204 while there is more to come, else the file.
    private Reply go(Call call) throws IOException {
        Upload upload = mine(call);
        try (OutputStream out = Files.newOutputStream(upload.content, StandardOpenOption.APPEND)) {
            new Limited(call.body(), upload.size - Files.size(upload.content)).transferTo(out);
        }
        if (Files.size(upload.content) < upload.size) {
            return new Reply(204, Map.of(), InputStream.nullInputStream(), 0);
        }
        synchronized (uploads) {
            uploads.remove(upload.id);
        }
        return Reply.ok(keep(call.session(), upload.channel, upload.name, upload.content).json());
    }

    private record Upload(
            String id, String user, String channel, String name, long size, Path content) {}

    /// Refuses what is longer.
    private static final class Limited extends FilterInputStream {
        private long left;

        Limited(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            left -= Math.max(0, read);
            if (left < 0) {
                throw tooLarge();
            }
            return read;
        }
    }
}
