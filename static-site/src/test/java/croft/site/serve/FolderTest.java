package croft.site.serve;

import croft.platform.declaration.StaticPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A test against the real server of a real folder.
@Timeout(120)
abstract class FolderTest {
    @TempDir Path home;
    Path folder;
    ServedFolder site;

    @BeforeEach
    void serve() throws IOException {
        folder = Files.createDirectories(home.resolve("site"));
        site = new ServedFolder(folder, policy());
    }

    StaticPolicy policy() {
        return StaticPolicy.DEFAULT;
    }

    @AfterEach
    void end() {
        site.close();
    }
}
