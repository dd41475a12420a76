package croft.stack.cli;

import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft certs export`: a certificate and its key as files, once.
@Command(
        name = "export",
        description = {
            "Write a certificate and its key into a folder, once.",
            "For a program that needs the next one too, say `exports` in croft.yml."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:written",
            "1:there is no such certificate yet",
            "2:no certificate has this name, or a password is missing",
            "69:nothing runs on the folder",
            "73:the files cannot be written"
        })
final class CertsExportCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "one of its names")
    private String name = "";

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FOLDER",
            description = "where the files go; made where it is missing")
    private Path to = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "pem",
            description =
                    "pem (privkey.pem, fullchain.pem, chain.pem, cert.pem; the default), pkcs12"
                            + " (certificate.p12) or bundle (bundle.pem: key and chain, for hitch"
                            + " and HAProxy)")
    private Format format = Format.pem;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "the password of a PKCS #12 file: the first line of this file")
    private @Nullable Path passwordFile;

    @Option(names = "--rsa", description = "the one with an RSA key, where two are held")
    private boolean rsa;

    @Mixin private FolderOption folder = new FolderOption();

    CertsExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        var order = new LinkedHashMap<String, Object>();
        order.put("name", name);
        order.put("format", format.name());
        order.put("rsa", rsa);
        if (passwordFile != null) {
            order.put("password", password(passwordFile));
        } else if (format == Format.pkcs12) {
            throw new CannotStart(
                    Exit.USAGE,
                    "--format pkcs12 needs a password (expected: --password-file FILE)");
        }
        Json answer =
                ServiceControl.ofCertManager(folder.in(context))
                        .post("/control/certificates/export", order);
        Path target = context.workingFolder().resolve(to).normalize();
        for (Path file : written(target, answer)) {
            context.terminal().out().println(file);
        }
        return Exit.DONE.code();
    }

    private String password(Path file) throws CannotStart {
        try (var lines = Files.lines(context.workingFolder().resolve(file))) {
            return lines.findFirst().orElse("");
        } catch (IOException | UncheckedIOException e) {
            throw new CannotStart(
                    Exit.NO_INPUT,
                    "--password-file " + file + " cannot be read (expected: a text)");
        }
    }

    /// All are on the disk before the first appears.
    private static List<Path> written(Path target, Json answer) throws CannotStart {
        var parts = new LinkedHashMap<Path, Path>();
        try {
            Files.createDirectories(target);
            for (Json file : answer.get("files").elements()) {
                Path part = Files.createTempFile(target, ".croft-", ".part"); // 0600
                parts.put(part, target.resolve(simple(file.get("name").text(""))));
                Files.write(part, Base64.getDecoder().decode(file.get("content").text("")));
                Files.setPosixFilePermissions(
                        part,
                        PosixFilePermissions.fromString(
                                file.get("mode").text("").equals("0644")
                                        ? "rw-r--r--"
                                        : "rw-------"));
            }
            for (Map.Entry<Path, Path> move : parts.entrySet()) {
                Files.move(
                        move.getKey(),
                        move.getValue(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return new ArrayList<>(parts.values());
        } catch (IOException e) {
            throw new CannotStart(
                    Exit.CANNOT_WRITE, target + " cannot be written: " + e.getMessage());
        } finally {
            parts.keySet().forEach(part -> part.toFile().delete());
        }
    }

    private static String simple(String name) throws CannotStart {
        if (!name.matches("[a-z0-9]+\\.[a-z0-9]+")) {
            throw new CannotStart(
                    Exit.UNAVAILABLE, "cert-manager answered with a file that has no plain name");
        }
        return name;
    }

    /// As they are typed.
    enum Format {
        pem,
        pkcs12,
        bundle
    }
}
