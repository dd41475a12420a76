package croft.stack.launch;

import java.nio.file.Path;

/// Where a stack keeps what it has: `FOLDER/.croft`, and what is what inside it.
public record DataFolder(Path path) {
    /// The data folder of the folder that holds croft.yml.
    public static DataFolder of(Path folder) {
        return new DataFolder(folder.toAbsolutePath().normalize().resolve(".croft"));
    }

    /// Says which layout the folder has.
    Path format() {
        return path.resolve("format");
    }

    Path lock() {
        return path.resolve("lock");
    }

    /// One file per secret, see `docs/contracts/environment.md`.
    public Path secrets() {
        return path.resolve("secrets");
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path cache() {
        return path.resolve("cache");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /// The log that a process writes to now; older ones are beside it with `.1` and `.2` behind.
    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /// The folder that a service may write, `CROFT_STATE`.
    public Path state(String service) {
        return path.resolve("state").resolve(service);
    }

    /// The files of releases, `CROFT_BLOBS`: unlike a service's state, they cannot be made anew.
    Path blobs() {
        return path.resolve("blobs");
    }

    /// What the running stack says about itself.
    public Path runFile() {
        return path.resolve("run").resolve("stack.json");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
