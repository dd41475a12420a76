package croft.platform.service;

import croft.platform.declaration.DeclarationReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The copy of the last declaration that was accepted, replaced whole or not at all.
record LastAccepted(Path file) {
    Contents contents() {
        return Contents.of(file, DeclarationReader.LARGEST);
    }

    void keep(byte[] bytes) throws IOException {
        if (contents().equals(new Contents.Bytes(bytes))) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "croft.yml", ".new");
        try {
            Files.write(fresh, bytes);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
