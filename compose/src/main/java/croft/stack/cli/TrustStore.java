package croft.stack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A place where programs of this machine look up whom to trust.
sealed interface TrustStore {
    /// Makes programs trust the root; again is no error.
    Result install(AuthorityFile.Root root, Path file) throws IOException, InterruptedException;

    /// Undoes it; a root that is not installed is no error.
    Result uninstall(AuthorityFile.Root root) throws IOException, InterruptedException;

    /// The system's, and each browser's of the user.
    static List<TrustStore> ofThisMachine(Map<String, String> environment) throws IOException {
        var stores = new ArrayList<TrustStore>();
        stores.add(Folder.ofThisMachine());
        Path home = Path.of(environment.getOrDefault("HOME", "/"));
        stores.addAll(Nss.in(home));
        return stores;
    }

    /// What came of it, for the operator.
    record Result(boolean done, String said) {}

    /// A folder of certificates and the command that collects them.
    record Folder(Path folder, String suffix, List<String> collect) implements TrustStore {
        static Folder ofThisMachine() {
            Path fedora = Path.of("/etc/pki/ca-trust/source/anchors");
            return Files.isDirectory(fedora)
                    ? new Folder(fedora, ".pem", List.of("update-ca-trust"))
                    : new Folder(
                            Path.of("/usr/local/share/ca-certificates"),
                            ".crt",
                            List.of("update-ca-certificates"));
        }

        @Override
        public Result install(AuthorityFile.Root root, Path file)
                throws IOException, InterruptedException {
            Path target = folder.resolve(root.name() + suffix);
            if (!mayWrite()) {
                return new Result(
                        false,
                        "needs root: sudo install -D -m 644 "
                                + file
                                + " "
                                + target
                                + " && sudo "
                                + collect.getFirst());
            }
            Files.createDirectories(folder);
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            return collected("installed as " + target);
        }

        @Override
        public Result uninstall(AuthorityFile.Root root) throws IOException, InterruptedException {
            Path target = folder.resolve(root.name() + suffix);
            if (!Files.exists(target)) {
                return new Result(true, "was not installed");
            }
            if (!mayWrite()) {
                return new Result(
                        false, "needs root: sudo rm " + target + " && sudo " + collect.getFirst());
            }
            Files.delete(target);
            return collected("removed " + target);
        }

        private boolean mayWrite() {
            Path existing = folder;
            for (Path above = folder;
                    above != null && !Files.exists(existing);
                    above = above.getParent()) {
                existing = above;
            }
            return Files.isWritable(existing);
        }

        private Result collected(String what) throws InterruptedException {
            Said said = Said.by(collect);
            return said.exitCode() == 0
                    ? new Result(true, what)
                    : new Result(
                            false,
                            what + ", but " + collect.getFirst() + " failed: " + said.lastLine());
        }

        @Override
        public String toString() {
            return "system";
        }
    }

    /// A certificate database of Firefox or Chromium, changed by `certutil` of NSS.
    record Nss(String browser, Path folder) implements TrustStore {
        private static final String MISSING =
                "certutil is missing (Debian, Ubuntu: apt install libnss3-tools; Fedora: dnf install nss-tools)";

        /// The databases that exist below a home folder.
        static List<Nss> in(Path home) throws IOException {
            var found = new ArrayList<Nss>();
            // The second is where newer ones look if the first is not there.
            for (String chromium :
                    List.of(
                            ".pki/nssdb",
                            ".local/share/pki/nssdb",
                            "snap/chromium/current/.pki/nssdb",
                            ".var/app/org.chromium.Chromium/.pki/nssdb",
                            ".var/app/com.google.Chrome/.pki/nssdb")) {
                if (Files.exists(home.resolve(chromium).resolve("cert9.db"))) {
                    found.add(new Nss("Chromium", home.resolve(chromium)));
                }
            }
            for (String firefox :
                    List.of(
                            ".mozilla/firefox",
                            ".config/mozilla/firefox",
                            "snap/firefox/common/.mozilla/firefox",
                            ".var/app/org.mozilla.firefox/.mozilla/firefox",
                            "Library/Application Support/Firefox/Profiles")) {
                Path profiles = home.resolve(firefox);
                if (Files.isDirectory(profiles)) {
                    try (Stream<Path> list = Files.list(profiles)) {
                        list.filter(profile -> Files.exists(profile.resolve("cert9.db")))
                                .sorted()
                                .forEach(profile -> found.add(new Nss("Firefox", profile)));
                    }
                }
            }
            return found;
        }

        @Override
        public Result install(AuthorityFile.Root root, Path file) throws InterruptedException {
            Said said =
                    Said.by(
                            List.of(
                                    "certutil",
                                    "-A",
                                    "-d",
                                    "sql:" + folder,
                                    "-t",
                                    "C,,",
                                    "-n",
                                    root.name(),
                                    "-i",
                                    file.toString()));
            return said.exitCode() == 0
                    ? new Result(true, "installed in " + folder + "; restart the browser")
                    : new Result(false, said.missing() ? MISSING : said.lastLine());
        }

        @Override
        public Result uninstall(AuthorityFile.Root root) throws InterruptedException {
            Said listed =
                    Said.by(List.of("certutil", "-L", "-d", "sql:" + folder, "-n", root.name()));
            if (listed.missing()) {
                return new Result(false, MISSING);
            } else if (listed.exitCode() != 0) {
                return new Result(true, "was not installed in " + folder);
            }
            Said said =
                    Said.by(List.of("certutil", "-D", "-d", "sql:" + folder, "-n", root.name()));
            return said.exitCode() == 0
                    ? new Result(true, "removed from " + folder)
                    : new Result(false, said.lastLine());
        }

        @Override
        public String toString() {
            return browser;
        }
    }

    /// How a command ended and what it said last.
    record Said(int exitCode, String lastLine) {
        private static final int NOT_FOUND = 127;

        static Said by(List<String> command) throws InterruptedException {
            try {
                Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
                process.getOutputStream().close();
                String output =
                        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                process.waitFor();
                return new Said(process.exitValue(), output.lines().reduce("", (_, line) -> line));
            } catch (IOException e) {
                return new Said(NOT_FOUND, command.getFirst() + " is not installed");
            }
        }

        boolean missing() {
            return exitCode == NOT_FOUND;
        }
    }
}
