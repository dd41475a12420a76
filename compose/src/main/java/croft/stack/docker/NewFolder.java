package croft.stack.docker;

import croft.stack.launch.CannotStart;
import croft.stack.launch.GeneratedSecrets;
import croft.stack.launch.Permissions;
import croft.stack.report.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// Writes what an operator's folder lacks. What is there stays as it is.
///
/// @param profiles parts of the stack, for a `.env` that is not there yet
/// @param small for a server of 1 GB
/// @param production for the real server
/// @param version of the images
public record NewFolder(
        OperatorFolder folder,
        Set<Profile> profiles,
        boolean small,
        boolean production,
        String version) {
    /// Who has a database of their own in the stack, as their secrets call them.
    public static final List<String> TENANTS = List.of("wizards", "rust-melbourne");

    /// The user in every container of ours.
    private static final int CONTAINER_USER = 10001;

    public NewFolder {
        profiles = Set.copyOf(profiles);
    }

    /// Writes all but `compose.secrets.yaml`, which takes a croft.yml that has been read.
    ///
    /// @return what was written, a line each
    /// @throws CannotStart if the folder cannot be written
    public List<String> write() throws CannotStart {
        try {
            var written = new ArrayList<String>();
            root();
            text("croft.yml", declaration(), written);
            text("www/index.html", page(), written);
            pages(written);
            text(OperatorFolder.COMPOSE, resource(OperatorFolder.COMPOSE), written);
            text(OperatorFolder.PRODUCTION, resource(OperatorFolder.PRODUCTION), written);
            text(OperatorFolder.ENV, env(), written);
            closed(written);
            return written;
        } catch (AccessDeniedException e) {
            throw new CannotStart(
                    Exit.CANNOT_WRITE,
                    e.getFile()
                            + ": permission denied (expected: a folder that this user may write)");
        } catch (IOException e) {
            throw new CannotStart(Exit.CANNOT_WRITE, folder.path() + ": " + e.getMessage());
        }
    }

    /// The services run as another user, who must be able to read croft.yml.
    private void root() throws IOException {
        if (!Files.isDirectory(folder.path())) {
            Permissions.folder(folder.path(), "rwxr-xr-x");
        }
    }

    private void text(String name, String text, List<String> written) throws IOException {
        Path file = folder.path().resolve(name);
        if (Files.exists(file)) {
            return;
        }
        Path parent = Objects.requireNonNull(file.getParent(), "in the folder");
        if (!Files.isDirectory(parent)) {
            Permissions.folder(parent, "rwxr-xr-x");
        }
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        written.add(name);
    }

    private void pages(List<String> written) throws IOException {
        Path pages = folder.path().resolve("pages");
        boolean fresh = !Files.isDirectory(pages);
        if (fresh) {
            text(
                    "pages/home.md",
                    "# Home\n\nThis page is `pages/home.md`. Whatever Markdown lies beside it is here too.\n",
                    written);
            give(pages);
        }
    }

    private void closed(List<String> written) throws IOException {
        Path data = Permissions.privateFolder(folder.data().path());
        var secrets = new GeneratedSecrets(folder.data().secrets());
        int made = secrets.complete(TENANTS);
        secrets.openToContainers();
        if (made > 0) {
            written.add(".croft/secrets (" + made + (made == 1 ? " secret)" : " secrets)"));
        }
        Path syncthing = data.resolve("syncthing");
        if (!Files.isDirectory(syncthing)) {
            give(Permissions.privateFolder(syncthing));
            written.add(".croft/syncthing");
        }
        Path ignored = data.resolve(".gitignore");
        if (!Files.exists(ignored)) {
            Files.writeString(ignored, "*\n");
        }
    }

    /// Only root can; elsewhere `.env` names the user whose files they are.
    private static void give(Path tree) throws IOException {
        if (Permissions.ourselves() == 0) {
            Permissions.give(tree, CONTAINER_USER);
        }
    }

    private String env() throws IOException {
        var text = new StringBuilder();
        text.append("COMPOSE_PROJECT_NAME=")
                .append(OperatorFolder.projectName(folder.path()))
                .append("\nCOMPOSE_FILE=")
                .append(
                        production
                                ? "compose.yaml:production.yaml:compose.secrets.yaml"
                                : "compose.yaml:compose.secrets.yaml")
                .append(
                        "\n# wiki, chat, sync, app: parts of the stack, comma-separated\nCOMPOSE_PROFILES=")
                .append(
                        profiles.stream()
                                .sorted()
                                .map(Profile::word)
                                .collect(Collectors.joining(",")))
                .append("\nCROFT_VERSION=")
                .append(version)
                .append("\n# default or small: what the JVMs are given\nCROFT_PROFILE=")
                .append(small ? "small" : "default")
                .append(
                        "\n\n# On 127.0.0.1; the world comes by 80 and 443, where production.yaml is part of it.\n")
                .append(
                        "CROFT_HTTP_PORT=8080\nCROFT_HTTPS_PORT=8443\nCROFT_DATABASE_PORT=5432\nCROFT_SYNC_PORT=8384\n");
        if (small) {
            text.append(
                    "\n# A server of 1 GB.\nCROFT_EDGE_MEMORY=320m\nCROFT_DATABASE_MEMORY=192m\nCROFT_DATABASE_BUFFERS=16MB\n");
        }
        int user = Permissions.ourselves();
        if (user != 0) {
            text.append("\n# Syncthing writes pages/, which is this user's.\nCROFT_SYNC_USER=")
                    .append(user + ":" + group())
                    .append("\n");
        }
        return text.toString();
    }

    private static int group() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
    }

    private String declaration() {
        var text =
                new StringBuilder(
                        """
                        # What this folder hosts. After a change here, nothing needs a restart.
                        # Every key is in docs/reference/croft.yml.md.
                        """);
        if (small) {
            text.append("edge:\n  profile: small\n");
        }
        text.append("sites:\n  - host: www.localhost\n    static: ./www\n");
        for (Profile profile : Profile.values()) {
            if (profiles.contains(profile)) {
                text.append(
                        switch (profile) {
                            case WIKI -> "  - host: notes.localhost\n    wiki: ./pages\n";
                            case CHAT ->
                                    """
                                      - host: wizards.localhost
                                        chat: wizards
                                      - host: rust-melbourne.localhost
                                        chat: rust_melbourne
                                    """;
                            case APP -> "  - host: app.localhost\n    proxy: http://app:3000\n";
                            case SYNC -> "";
                        });
            }
        }
        if (profiles.contains(Profile.CHAT)) {
            text.append(
                    """
                    # A bot's token goes into .croft/secrets under its name; then: croft init, croft up --docker
                    chats:
                      wizards: { url: "http://wizards:8065", token: wizards-bot }
                      rust_melbourne: { url: "http://rust-melbourne:8065", token: rust-bot }
                    """);
        }
        return text.toString();
    }

    private static String page() {
        return """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>A corner of the internet</title>
        <h1>A corner of the internet</h1>
        <p>This page is <code>www/index.html</code>.
        </html>
        """;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        NewFolder.class.getResourceAsStream("/croft/stack/docker/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
