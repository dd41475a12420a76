package croft.certs.status;

import croft.certs.renewal.Standing;
import croft.certs.vault.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `local-authority.pem` in the state folder: the root's certificate, which is public, for `croft
/// trust`, `curl --cacert` and whoever else is to trust it.
public final class RootFile implements Consumer<Standing> {
    private static final Logger log = LoggerFactory.getLogger(RootFile.class);

    private final Path file;

    /// The file in this folder.
    public RootFile(Path state) {
        this.file = state.resolve("local-authority.pem");
    }

    /// Writes it where it is missing or another, whole or not at all.
    @Override
    public void accept(Standing standing) {
        standing.root()
                .map(root -> Pem.of(List.of(root)))
                .ifPresent(pem -> {
                    try {
                        if (!pem.equals(present())) {
                            write(pem);
                        }
                    } catch (IOException e) {
                        log.warn("{} could not be written: {}", file, e.toString());
                    }
                });
    }

    private String present() throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    private void write(String pem) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Path part = file.resolveSibling("local-authority.pem.part");
        Files.writeString(part, pem);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
