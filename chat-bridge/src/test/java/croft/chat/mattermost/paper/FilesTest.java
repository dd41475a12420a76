package croft.chat.mattermost.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Files that are uploaded, attached and downloaded.
@Timeout(60)
class FilesTest {
    private static final String SQUARE = "wizards/town-square";

    private PaperMattermost server;
    private Person ann;
    private Person bridge;
    private String square;
    private Rest rest;

    @BeforeEach
    void start() throws Exception {
        server =
                PaperMattermost.start(
                        Settings.forBridges(Release.V11_10)
                                .with("FileSettings.MaxFileSize", "1000"));
        ann = server.person("ann");
        bridge = server.bot("bridge");
        square = server.open(SQUARE, ann, bridge);
        rest = new Rest(server.url(), bridge.token());
    }

    @AfterEach
    void stop() throws Exception {
        rest.close();
        server.close();
    }

    @Test
    void onlyMembersUpload() throws Exception {
        String elsewhere = server.open("wizards/elsewhere", ann);
        server.joinTeam("wizards", bridge);
        assertThat(upload(elsewhere, "a.txt", new byte[1]).status()).isEqualTo(403);
        assertThat(upload(square, "a.txt", new byte[1]).status()).isEqualTo(201);
    }

    @Test
    void filesAreNotLongerThanTheServerLikes() throws Exception {
        assertThat(upload(square, "a.txt", new byte[1000]).status()).isEqualTo(201);
        Rest.Answer tooLong = upload(square, "a.txt", new byte[1001]);
        assertThat(tooLong.status()).isEqualTo(413);
        Rest.Answer unannounced =
                rest.send(
                        "POST",
                        "/api/v4/files?filename=a.txt&channel_id=" + square,
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(new byte[1001])));
        assertThat(unannounced.status()).isEqualTo(413);
    }

    @Test
    void aFileBelongsToOnePostAndIsReadByThoseWhoReadIt() throws Exception {
        String id = bridge.upload(SQUARE, "ä b.txt", new byte[] {'h', 'i'});
        String post = bridge.postFiles(SQUARE, "with", List.of(id));
        String again = bridge.postFiles(SQUARE, "with again", List.of(id));
        assertThat(rest.get("/api/v4/posts/" + post).json().get("file_ids").texts())
                .containsExactly(id);
        assertThat(rest.get("/api/v4/posts/" + again).json().get("file_ids").texts()).isEmpty();
        try (Rest reader = new Rest(server.url(), ann.token())) {
            Rest.Answer content = reader.get("/api/v4/files/" + id);
            assertThat(content.text()).isEqualTo("hi");
            assertThat(content.header("content-disposition")).contains("UTF-8''%C3%A4%20b.txt");
            assertThat(reader.get("/api/v4/files/" + id + "/info").json().text("post_id"))
                    .isEqualTo(post);
        }
        try (Rest stranger = new Rest(server.url(), server.person("eve").token())) {
            assertThat(stranger.get("/api/v4/files/" + id).status()).isEqualTo(403);
        }
    }

    @Test
    void aFileMayComeInParts() throws Exception {
        Json upload =
                rest.post(
                                "/api/v4/uploads",
                                Map.of("channel_id", square, "filename", "a.txt", "file_size", 6))
                        .json();
        String path = "/api/v4/uploads/" + upload.text("id");
        assertThat(rest.send("POST", path, HttpRequest.BodyPublishers.ofString("abc")).status())
                .isEqualTo(204);
        assertThat(rest.get(path).json().number("file_offset")).isEqualTo(3);
        Json file = rest.send("POST", path, HttpRequest.BodyPublishers.ofString("def")).json();
        assertThat(rest.get("/api/v4/files/" + file.text("id")).text()).isEqualTo("abcdef");
    }

    @Test
    void largeFilesStreamThrough() throws Exception {
        server.restart(Settings.forBridges(Release.V11_10));
        long size = 30L << 20;
        Rest.Answer answer =
                rest.send(
                        "POST",
                        "/api/v4/files?filename=a.bin&channel_id=" + square,
                        HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(size)));
        Json info = answer.json().get("file_infos").elements().getFirst();
        assertThat(info.number("size")).isEqualTo(size);
    }

    private Rest.Answer upload(String channel, String name, byte[] content) throws Exception {
        return rest.send(
                "POST",
                "/api/v4/files?filename=" + name + "&channel_id=" + channel,
                HttpRequest.BodyPublishers.ofByteArray(content));
    }

    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(length, left);
            left -= read;
            return read;
        }
    }
}
