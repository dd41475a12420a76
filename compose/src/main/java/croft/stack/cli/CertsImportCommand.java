package croft.stack.cli;

import croft.stack.clients.AcmeClients;
import croft.stack.clients.Findings;
import croft.stack.launch.CannotStart;
import croft.stack.report.Exit;
import croft.stack.report.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `croft certs import`: takes over what another ACME client has, one thing at a time.
@Command(
        name = "import",
        description = {
            "Take over accounts and certificates of acme.sh, certbot, Caddy, lego or Traefik.",
            "Declare the sites first. Nothing is ordered: what is taken over is served, and renewed when it is due."
                    + " The folder is only read."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything was taken over",
            "1:something was not; what and why, is printed",
            "66:no client is recognised by the folder",
            "69:nothing runs on the folder that holds croft.yml"
        })
final class CertsImportCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(
            paramLabel = "PLACE",
            description =
                    "such as ~/.acme.sh, /etc/letsencrypt, ~/.local/share/caddy, .lego or acme.json")
    private Path place = Path.of("");

    @Option(
            names = "--directory",
            paramLabel = "URL",
            description =
                    "the directory of accounts whose files do not tell it (lego and Traefik keep"
                            + " only a host)")
    private @Nullable String directory;

    @Option(names = "--dry-run", description = "show what is there, and take over nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "for programs; without keys")
    private boolean json;

    @Mixin private FolderOption folder = new FolderOption();

    CertsImportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws CannotStart, IOException, InterruptedException {
        Path path = context.workingFolder().resolve(place).normalize();
        Findings findings = AcmeClients.in(path).orElseThrow(() -> notRecognised(path));
        List<ImportPage.Item> items = new ArrayList<>();
        Optional<ServiceControl> control =
                dryRun
                        ? Optional.empty()
                        : Optional.of(ServiceControl.ofCertManager(folder.in(context)));
        for (Findings.Account account : findings.accounts()) {
            items.add(account(account, control));
        }
        for (Findings.Certificate certificate : findings.certificates()) {
            items.add(certificate(certificate, control));
        }
        for (Findings.Skipped skipped : findings.skipped()) {
            items.add(
                    new ImportPage.Item(
                            "file", skipped.origin(), "unreadable", skipped.why(), "", List.of()));
        }
        var page = new ImportPage(findings, items, context.terminal());
        if (json) {
            context.terminal().out().print(Json.write(page.toJson()));
        } else {
            page.print();
        }
        return items.stream().allMatch(ImportPage.Item::isGood)
                ? Exit.DONE.code()
                : Exit.MISTAKES.code();
    }

    private ImportPage.Item account(Findings.Account account, Optional<ServiceControl> control)
            throws CannotStart {
        Optional<String> of = account.directory().or(() -> Optional.ofNullable(directory));
        if (of.isEmpty()) {
            return new ImportPage.Item(
                    "account",
                    account.origin(),
                    "refused",
                    "the files do not tell the directory of its authority"
                            + account.url().map(url -> " (the account is " + url + ")").orElse(""),
                    "say it: --directory https://…",
                    List.of());
        }
        var order = new LinkedHashMap<String, Object>();
        order.put("directory", of.get());
        account.url().ifPresent(url -> order.put("url", url));
        order.put("key", account.key());
        return taken(
                "account", account.origin(), List.of(of.get()), Map.of("account", order), control);
    }

    private static ImportPage.Item certificate(
            Findings.Certificate certificate, Optional<ServiceControl> control) throws CannotStart {
        var order = new LinkedHashMap<String, Object>();
        certificate.directory().ifPresent(url -> order.put("directory", url));
        order.put("chain", certificate.chain());
        order.put("key", certificate.key());
        return taken(
                "certificate",
                certificate.origin(),
                certificate.names(),
                Map.of("certificate", order),
                control);
    }

    /// What cert-manager says to one thing. One that it finds nonsense keeps no other out; that it
    /// is away does.
    private static ImportPage.Item taken(
            String kind,
            Path origin,
            List<String> names,
            Map<String, Object> order,
            Optional<ServiceControl> control)
            throws CannotStart {
        if (control.isEmpty()) {
            return new ImportPage.Item(kind, origin, "found", "", "", names);
        }
        try {
            Json answer = control.get().post("/control/certificates/import", order);
            List<String> said =
                    answer.get("names").elements().stream().map(name -> name.text("?")).toList();
            return new ImportPage.Item(
                    kind,
                    origin,
                    answer.get("result").text("?"),
                    answer.get("said").text(""),
                    answer.get("remedy").text(""),
                    said.isEmpty() ? names : said);
        } catch (CannotStart e) {
            if (e.exit() != Exit.USAGE) {
                throw e;
            }
            return new ImportPage.Item(kind, origin, "refused", e.reason(), "", names);
        }
    }

    private static CannotStart notRecognised(Path path) {
        return new CannotStart(
                Exit.NO_INPUT,
                Files.exists(path)
                        ? path
                                + " is of no client that is known, or must not be read by this user"
                                + " (expected: "
                                + AcmeClients.KNOWN
                                + ")"
                        : path + " is not there (expected: " + AcmeClients.KNOWN + ")");
    }
}
