package croft.stack.cli;

import croft.stack.docker.AuthorityCopy;
import croft.stack.docker.ContainerStack;
import croft.stack.docker.OperatorFolder;
import croft.stack.launch.CannotStart;
import croft.stack.launch.DataFolder;
import croft.stack.report.Exit;
import croft.stack.report.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `croft trust`: shows the local authority, and installs it where this machine's programs look.
@Command(
        name = "trust",
        description = {
            "Show the local authority's certificate and how to trust it.",
            "Whoever has this data folder can issue certificates that this machine then believes, for .localhost,"
                    + " .test and the sites of its croft.yml alone; install it only on machines of your own."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:not everything could be done; what, is printed",
            "69:there is no local authority yet",
            "73:the trust store for Java cannot be written"
        })
final class TrustCommand implements Callable<Integer> {
    private final Context context;

    @Mixin private FolderArgument folder = new FolderArgument();

    @ArgGroup(exclusive = true)
    private @Nullable Action action;

    TrustCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call()
            throws CannotStart, IOException, InterruptedException, GeneralSecurityException {
        Path path = folder.in(context);
        Optional<ContainerStack> containers = ContainerStack.on(path);
        if (containers.isPresent()) {
            AuthorityCopy.take(containers.get(), new OperatorFolder(path));
        }
        var file = new AuthorityFile(DataFolder.of(path));
        AuthorityFile.Root root = file.read();
        if (action == null) {
            explain(file, root, path);
        } else if (action.export) {
            context.terminal().out().print(root.pem());
        } else if (action.java != null) {
            var java = new JavaTrust(context.workingFolder().resolve(action.java).normalize());
            java.write(root);
            context.terminal()
                    .out()
                    .println(java.file() + " holds this JDK's roots and " + root.name());
            context.terminal().out().println("A Java program uses it by either of");
            java.usage().forEach(line -> context.terminal().out().println("  " + line));
        } else if (action.install) {
            return change(store -> store.install(root, file.path()));
        } else if (action.uninstall) {
            return change(store -> store.uninstall(root));
        }
        return Exit.DONE.code();
    }

    private int change(Change change) throws IOException, InterruptedException {
        Terminal terminal = context.terminal();
        boolean all = true;
        for (TrustStore store : TrustStore.ofThisMachine(System.getenv())) {
            TrustStore.Result result = change.in(store);
            all &= result.done();
            terminal.out()
                    .println(
                            (result.done() ? terminal.good("done  ") : terminal.bad("not   "))
                                    + store
                                    + ": "
                                    + result.said());
        }
        return all ? Exit.DONE.code() : Exit.MISTAKES.code();
    }

    private void explain(AuthorityFile file, AuthorityFile.Root root, Path path) {
        PrintStream out = context.terminal().out();
        out.println("The local authority of " + path);
        out.println();
        out.println("  File         " + file.path());
        out.println("  SHA-256      " + root.fingerprint());
        out.println("  Valid until  " + root.certificate().getNotAfter().toInstant());
        List<String> permitted = PermittedNames.of(root.certificate());
        out.println(
                "  Signs for    "
                        + (permitted.isEmpty()
                                ? "every name: an older one; croft up makes another"
                                : String.join(", ", permitted) + "; nothing else"));
        out.println();
        out.println(
                "To trust it on this machine:   croft trust --install     (undo: croft trust --uninstall)");
        out.println("By hand:");
        out.println("  curl              curl --cacert " + file.path() + " https://…");
        out.println(
                "  Debian, Ubuntu    copy it to /usr/local/share/ca-certificates/"
                        + root.name()
                        + ".crt, then: sudo update-ca-certificates");
        out.println(
                "  Fedora            copy it to /etc/pki/ca-trust/source/anchors/, then: sudo update-ca-trust");
        out.println(
                "  macOS             sudo security add-trusted-cert -d -r trustRoot -k"
                        + " /Library/Keychains/System.keychain FILE");
        out.println("  Windows           certutil -addstore -f ROOT FILE");
        out.println(
                "  Firefox           Settings, Privacy & Security, View Certificates, Authorities, Import");
        out.println(
                "  Chromium          chrome://certificate-manager, Custom, Installed by you, Import");
        out.println(
                "  Java              croft trust --java croft.p12, then java -Djavax.net.ssl.trustStore=croft.p12");
        out.println("  another machine   croft trust --export > croft.pem");
    }

    /// One thing done to every store.
    private interface Change {
        TrustStore.Result in(TrustStore store) throws IOException, InterruptedException;
    }

    /// What is to be done with the certificate; nothing: show it.
    static final class Action {
        @Option(names = "--export", description = "write the certificate as PEM to standard output")
        private boolean export;

        @Option(
                names = "--install",
                description =
                        "make the system and the browsers of this user trust it (the system: as root)")
        private boolean install;

        @Option(
                names = "--java",
                paramLabel = "FILE",
                description =
                        "write a trust store for Java programs: this JDK's roots and the local"
                                + " authority. The JDK's own is not touched")
        private @Nullable Path java;

        @Option(names = "--uninstall", description = "undo --install")
        private boolean uninstall;
    }
}
